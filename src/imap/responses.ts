/** One response as it came: its line(s) without literals, and how many octets of data it carried. */
export interface Response {
  /** `*`, `+` or the tag. */
  readonly tag: string;
  /** The text after the tag; each literal's content is left out where its `{n}` stands. */
  readonly text: string;
  /** Octets in literals and in quoted strings. */
  readonly dataBytes: number;
  /** The literals' contents where they are kept (short ones), for texts to look for. */
  readonly literals: readonly Buffer[];
}

const LITERAL = /\{(\d+)\}$/;

/**
 * Splits a stream of octets into IMAP responses (RFC 9051 section 4.3: a line that ends in {n} is followed by n octets
 * and goes on). Keeps no more than one response; literals above `keepBelow` octets are counted, not kept.
 */
export class ResponseSplitter {
  private line: Buffer[] = [];
  private text = '';
  private dataBytes = 0;
  private literals: Buffer[] = [];
  private literalLeft = 0;
  private literalParts: Buffer[] | null = null;

  constructor(
    private readonly onResponse: (response: Response) => void,
    private readonly keepBelow = 1 << 16,
  ) {}

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.literalLeft > 0) {
        const take = chunk.subarray(at, at + this.literalLeft);
        this.literalParts?.push(take);
        this.literalLeft -= take.length;
        at += take.length;
        if (this.literalLeft === 0) this.endLiteral();
        continue;
      }
      const end = chunk.indexOf(10, at);
      if (end < 0) {
        this.line.push(chunk.subarray(at));
        return;
      }
      this.line.push(chunk.subarray(at, end + 1));
      at = end + 1;
      this.endLine();
    }
  }

  private endLine(): void {
    const line = (this.line.length === 1 ? (this.line[0] as Buffer) : Buffer.concat(this.line))
      .toString('latin1')
      .replace(/\r?\n$/, '');
    this.line = [];
    this.text += line;
    this.dataBytes += quotedOctets(line);
    const length = LITERAL.exec(line)?.[1];
    if (length === undefined) {
      this.endResponse();
      return;
    }
    this.dataBytes += Number(length);
    this.literalLeft = Number(length);
    this.literalParts = this.literalLeft <= this.keepBelow ? [] : null;
    if (this.literalLeft === 0) this.endLiteral();
  }

  private endLiteral(): void {
    if (this.literalParts) this.literals.push(Buffer.concat(this.literalParts));
    this.literalParts = null;
  }

  private endResponse(): void {
    const space = this.text.indexOf(' ');
    const tag = space < 0 ? this.text : this.text.slice(0, space);
    const text = space < 0 ? '' : this.text.slice(space + 1);
    const response = { tag, text, dataBytes: this.dataBytes, literals: this.literals };
    this.text = '';
    this.dataBytes = 0;
    this.literals = [];
    this.onResponse(response);
  }
}

/** Octets inside quoted strings; `\"` and `\\` stand for one each (RFC 9051 section 4.3). */
function quotedOctets(line: string): number {
  if (!line.includes('"')) return 0;
  let octets = 0;
  for (const [, inside = ''] of line.matchAll(/"((?:[^"\\]|\\.)*)"/g))
    octets += inside.replace(/\\(.)/g, '$1').length;
  return octets;
}
