/** Bytes that are written when the whole mail is, such as an attachment of megabytes. */
export interface Lazy {
  readonly length: number;
  writeTo(target: Buffer, offset: number): void;
}

/** The text that takes whatever is left of the wanted size; a mail has exactly one. Lengths are in bytes. */
export interface Hole {
  readonly minimum: number;
  /** Makes exactly `length` bytes. */
  fill(length: number): Buffer;
}

export type Chunk = Buffer | Lazy | Hole;

/** A MIME entity (RFC 2045 section 2.4): its header fields, folded, and its body. */
export interface Part {
  readonly headers: readonly string[];
  readonly body: readonly Chunk[];
  readonly eightBit: boolean;
}

/** A multipart of any subtype (RFC 2046 section 5.1). `type` may carry parameters besides the boundary. */
export function multipart(
  type: string,
  boundary: string,
  parts: readonly Part[],
  options: { readonly preamble?: string; readonly disposition?: string } = {},
): Part {
  const body: Chunk[] = options.preamble ? [ascii(`${options.preamble}\r\n`)] : [];
  for (const part of parts) body.push(ascii(`--${boundary}\r\n`), ...entity(part), ascii('\r\n'));
  body.push(ascii(`--${boundary}--\r\n`));
  return composite([`Content-Type: multipart/${type};\r\n boundary="${boundary}"`], body, parts);
}

/** A whole mail inside a mail (RFC 2046 section 5.2.1). */
export function embedded(mail: Part, fileName?: string): Part {
  const name = fileName ? [`Content-Disposition: attachment; filename="${fileName}"`] : [];
  return composite(['Content-Type: message/rfc822', ...name], entity(mail), [mail]);
}

/** What holds 8bit parts must say so itself (RFC 2045 section 6.4). */
function composite(headers: readonly string[], body: readonly Chunk[], parts: readonly Part[]): Part {
  const eightBit = parts.some((part) => part.eightBit);
  return { headers: eightBit ? [...headers, 'Content-Transfer-Encoding: 8bit'] : headers, body, eightBit };
}

function entity(part: Part): Chunk[] {
  return [ascii(`${part.headers.join('\r\n')}\r\n\r\n`), ...part.body];
}

/** Length of the header and of everything in the body but the hole, in bytes. */
export function fixedLength(part: Part): number {
  return entity(part).reduce((sum, chunk) => sum + ('minimum' in chunk ? 0 : chunk.length), 0);
}

/** The entity as exactly `bytes` bytes; nothing if the hole would be too small. */
export function assemble(part: Part, bytes: number): Buffer | undefined {
  const chunks = entity(part);
  const room = bytes - fixedLength(part);
  if (chunks.some((chunk) => 'minimum' in chunk && room < chunk.minimum)) return undefined;
  const target = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const chunk of chunks) {
    const written = 'minimum' in chunk ? chunk.fill(room) : chunk;
    if ('writeTo' in written) written.writeTo(target, at);
    else written.copy(target, at);
    at += written.length;
  }
  if (at !== bytes) throw new Error(`a mail of ${bytes} bytes came out as ${at}: a part's length is wrong`);
  return target;
}

export function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
