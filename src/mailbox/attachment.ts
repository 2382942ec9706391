import { fold, parameter } from './encode';
import { ascii, type Lazy, type Part } from './mime';
import type { Random } from './random';
import type { FILES } from './words';

// RFC 2045 section 6.8: 57 bytes become the 76 characters of one line.
const LINE_BYTES = 57;
const LINE = 78;
const BLOCK_LINES = 1024;

/** Header fields of the longest attachment, its boundary and line ends included, in bytes: what to leave for them. */
export const ATTACHMENT_OVERHEAD = 420;

/** A file whose part, without its boundary, takes at most `room` bytes and little less. `contentId` makes it an inline image. */
export function attachment(
  random: Random,
  file: (typeof FILES)[number],
  room: number,
  contentId?: string,
): Part {
  const disposition = contentId ? 'inline' : 'attachment';
  const headers = [
    fold(`Content-Type: ${file.type}; ${parameter('name', file.name)}`),
    fold(`Content-Disposition: ${disposition}; ${parameter('filename', file.name)}`),
    'Content-Transfer-Encoding: base64',
    ...(contentId ? [`Content-ID: <${contentId}>`] : []),
  ];
  const lines = Math.max(1, Math.floor((room - headers.join('\r\n').length - 4) / LINE));
  const bytes = lines * LINE_BYTES - random.below(LINE_BYTES);
  return { headers, body: [base64Body(random.fork(), bytes, ascii(file.magic))], eightBit: false };
}

/** `bytes` bytes as incompressible as a picture or an archive, which start with `magic`, in base64 lines of 76. */
export function base64Body(random: Random, bytes: number, magic: Buffer): Lazy {
  return {
    length: encodedLength(bytes),
    writeTo(target, offset) {
      const block = Buffer.alloc(LINE_BYTES * BLOCK_LINES);
      let at = offset;
      for (let done = 0; done < bytes; done += block.length) {
        random.fill(block);
        if (done === 0) magic.copy(block);
        at += writeLines(target, at, block.subarray(0, Math.min(block.length, bytes - done)));
      }
    },
  };
}

/** Length in base64, with line ends (CRLF), in bytes. */
export function encodedLength(bytes: number): number {
  const rest = bytes % LINE_BYTES;
  return Math.floor(bytes / LINE_BYTES) * LINE + (rest === 0 ? 0 : Math.ceil(rest / 3) * 4 + 2);
}

/** Writes bytes as base64 lines and says how many bytes that took. */
export function writeLines(target: Buffer, offset: number, bytes: Buffer): number {
  const encoded = ascii(bytes.toString('base64'));
  let at = offset;
  for (let from = 0; from < encoded.length; from += LINE - 2) {
    at += encoded.copy(target, at, from, from + LINE - 2);
    target[at++] = 0x0d;
    target[at++] = 0x0a;
  }
  return at - offset;
}
