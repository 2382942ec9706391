import { quotedPrintable } from './encode';
import type { Random } from './random';
import { FITTING, type Language, WORDS } from './words';

/** How a text part is written: what it says in its content headers, and what its bytes are. */
export interface Voice {
  readonly language: Language;
  readonly charset: 'us-ascii' | 'utf-8' | 'iso-8859-1';
  readonly encoding: '7bit' | '8bit' | 'quoted-printable';
  /** RFC 3676: a trailing space says that the paragraph goes on. */
  readonly flowed?: boolean;
  /** Repeats what it answers, each line marked with `> `. */
  readonly quoting?: boolean;
}

export const PLAIN: Voice = { language: 'en', charset: 'us-ascii', encoding: '7bit' };

// As wide as clients wrap plain text.
const WIDTH = 72;

/**
 * Text of exactly `length` bytes, its line ends (CRLF) included. The `opening` lines come first, each as far as there
 * is room. Lines that bring it to its exact length are ASCII, whatever the language.
 */
export function text(random: Random, voice: Voice, length: number, opening: readonly string[] = []): Buffer {
  const lines: string[] = [];
  let left = length;
  const put = (line: string): boolean => {
    const written = `${encodeLine(line, voice)}\r\n`;
    const bytes = Buffer.byteLength(written, byteCharset(voice));
    if (bytes > left - 2) return false; // one byte alone could not become a line
    lines.push(written);
    left -= bytes;
    return true;
  };
  for (const line of opening) put(line);
  while (put(paragraph(random, voice)));
  for (; left > 0; left -= (lines.at(-1) as string).length) {
    lines.push(`${fittingLine(random, left > WIDTH + 2 ? WIDTH - 6 : left - 2)}\r\n`);
  }
  return Buffer.from(lines.join(''), byteCharset(voice));
}

/** A line as it stands in the mail, without its end. */
export function encodeLine(line: string, voice: Voice): string {
  if (voice.encoding !== 'quoted-printable') return line;
  return quotedPrintable(Buffer.from(line, voice.charset === 'iso-8859-1' ? 'latin1' : 'utf8'));
}

function byteCharset(voice: Voice): 'utf8' | 'latin1' {
  return voice.encoding === '8bit' && voice.charset === 'utf-8' ? 'utf8' : 'latin1';
}

function paragraph(random: Random, voice: Voice): string {
  if (random.chance(0.12)) return '';
  const mark = voice.quoting && random.chance(0.8) ? '> ' : '';
  // Clients that quote leave it to the reader to wrap; the others wrap themselves.
  const width =
    voice.encoding === 'quoted-printable' ? 60 + random.below(240) : WIDTH - mark.length - random.below(16);
  const line = sentences(random, voice.language, width);
  return mark + line + (voice.flowed && random.chance(0.7) ? ' ' : '');
}

/** Words up to `width` characters, with capitals and full stops. */
export function sentences(random: Random, language: Language, width: number): string {
  const words = WORDS[language];
  const [space, stop] = language === 'ja' ? ['', '。'] : [' ', '.'];
  let written = '';
  let first = true;
  for (;;) {
    const word = random.pick(words);
    const end: boolean = !first && random.chance(0.15);
    const next = (first ? word.charAt(0).toUpperCase() + word.slice(1) : word) + (end ? stop : '');
    const longer = written === '' ? next : written + space + next;
    if (longer.length > width) return written;
    written = longer;
    first = end;
  }
}

/** ASCII words, exactly `length` characters. */
function fittingLine(random: Random, length: number): string {
  const words: string[] = [];
  let left = length;
  while (left >= FITTING.length) {
    const size = 1 + random.below(Math.min(FITTING.length - 1, left - 2));
    words.push(FITTING[size] as string);
    left -= size + 1;
  }
  if (left > 0) words.push(FITTING[left] as string);
  return words.join(' ');
}
