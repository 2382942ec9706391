/** What a terminal can show. */
export type Style = 'bold' | 'dim' | 'red' | 'yellow';
export type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, string>> = { bold: '1', dim: '2', red: '31', yellow: '33' };
const NARROWEST = 80;
const USUAL = 120;
const WIDEST = 160;

/** What fits a stream: its width, and colour for people only (https://no-color.org). */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): { width: number; color: boolean } {
  const width = Math.min(WIDEST, Math.max(NARROWEST, stream.columns ?? USUAL));
  return { width, color: stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb' };
}

export function painter(color: boolean): Paint {
  return color ? (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (_style, text) => text;
}

/** Breaks at spaces; the lines after the first are indented. A word longer than the width is left whole. */
export function wrap(text: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  const margin = /^ */.exec(text)?.[0] ?? '';
  let line = '';
  for (const word of text.slice(margin.length).split(' ')) {
    const room = width - (lines.length === 0 ? margin.length : indent);
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each, i) => (i === 0 ? margin : ' '.repeat(indent)) + each);
}
