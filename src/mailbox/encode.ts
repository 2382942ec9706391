/** How a client writes what is not ASCII in a header: the two encodings of RFC 2047 section 4. */
export type WordEncoding = 'Q' | 'B';

// RFC 2047 section 2 allows 75 characters a word and 76 a line; shorter words leave room for the field's name.
const ENCODED_WORD = 60;

// RFC 5322 section 2.1.1 has 78, RFC 2047 section 2 for lines with encoded words 76.
const HEADER_LINE = 76;

// RFC 2045 section 6.7, rule 5: 76 with the `=` of a soft line break.
const QUOTED_PRINTABLE_LINE = 75;

const QUOTED = Array.from(
  { length: 256 },
  (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
);

export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is exactly this range
  return /^[\x00-\x7f]*$/.test(text);
}

/** Header text as it is written: ASCII as it is, anything else as UTF-8 encoded words (RFC 2047), never split inside a character. */
export function headerText(text: string, encoding: WordEncoding): string {
  if (isAscii(text)) return text;
  const words: string[] = [];
  let run = '';
  for (const character of text) {
    if (encodedWord(run + character, encoding).length > ENCODED_WORD) {
      words.push(encodedWord(run, encoding));
      run = '';
    }
    run += character;
  }
  return [...words, encodedWord(run, encoding)].join(' ');
}

function encodedWord(text: string, encoding: WordEncoding): string {
  const bytes = Buffer.from(text, 'utf8');
  if (encoding === 'B') return `=?UTF-8?B?${bytes.toString('base64')}?=`;
  // Only letters and digits stay: also right inside a phrase (RFC 2047 section 5, rule 3).
  const quoted = Array.from(bytes, (byte) =>
    byte === 0x20
      ? '_'
      : /[A-Za-z0-9]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : QUOTED[byte],
  );
  return `=?UTF-8?Q?${quoted.join('')}?=`;
}

/** Folds a header field at its spaces (RFC 5322 section 2.2.3). */
export function fold(field: string): string {
  const lines: string[] = [];
  let line = '';
  for (const token of field.split(' ')) {
    // The name never stands alone: some servers take `Subject:` and a folded value for an empty one.
    if (line !== '' && !line.endsWith(':') && line.length + 1 + token.length > HEADER_LINE) {
      lines.push(line);
      line = ` ${token}`;
    } else line = line === '' ? token : `${line} ${token}`;
  }
  return [...lines, line].join('\r\n');
}

/** A parameter such as `name="report.pdf"`; outside ASCII as RFC 2231 section 4 says. */
export function parameter(name: string, value: string): string {
  if (isAscii(value)) return `${name}="${value}"`;
  return `${name}*=UTF-8''${encodeURIComponent(value).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;
}

/** One line of text, without its end, as quoted-printable (RFC 2045 section 6.7); long lines get soft breaks. */
export function quotedPrintable(line: Buffer): string {
  let written = '';
  let column = 0;
  for (let at = 0; at < line.length; at++) {
    const byte = line[at] as number;
    const blank = (byte === 0x20 || byte === 0x09) && at < line.length - 1;
    const plain = blank || (byte > 0x20 && byte < 0x7f && byte !== 0x3d);
    const token = plain ? String.fromCharCode(byte) : (QUOTED[byte] as string);
    if (column + token.length > QUOTED_PRINTABLE_LINE) {
      written += '=\r\n';
      column = 0;
    }
    written += token;
    column += token.length;
  }
  return written;
}
