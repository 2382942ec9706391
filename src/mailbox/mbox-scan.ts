import { closeSync, openSync, readSync } from 'node:fs';

/** Where one mail stands in an mbox file: byte offsets, `end` excluded and without the empty line that ends the mail. */
export interface Stretch {
  /** Of its `From ` line. */
  readonly separator: number;
  readonly start: number;
  readonly end: number;
  readonly date: Date;
}

const CHUNK = 1024 * 1024;
const LF = 0x0a;

// A separator is short; of a longer line so much is enough to know that it is none.
const SEPARATOR_LENGTH = 500;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

// RFC 4155 appendix A: `From sender Thu Jan  1 00:00:00 1970`; some write an offset before or after the year, or no seconds.
const SEPARATOR =
  /^From .*\b(?:mon|tue|wed|thu|fri|sat|sun),? +([a-z]{3}) +(\d{1,2}) +(\d{1,2}):(\d\d)(?::(\d\d))?(?: +[a-z]+)?(?: +([+-]\d{4}))? +(\d{4})(?: +([+-]\d{4}))?\b/i;

/** The date of a `From ` line, in UTC unless it names an offset; nothing if the line does not separate mails. */
export function separatorDate(line: string): Date | undefined {
  const match = SEPARATOR.exec(line);
  const month = MONTHS.indexOf(match?.[1]?.toLowerCase() ?? '');
  if (!match || month < 0) return undefined;
  const [, , day, hour, minute, second = '0', before, year, after] = match;
  const offset = before ?? after ?? '+0000';
  const minutes = Number(
    offset.slice(0, 1) + String(Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3))),
  );
  return new Date(
    Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute) - minutes, Number(second)),
  );
}

/**
 * Finds the mails of an mbox in one pass that holds one chunk of the file at a time. A mail begins at a `From ` line
 * with a date, at the start of the file or after an empty line; other lines that begin with `From ` are text.
 * None found at the file's start: an empty list. Throws what the file system throws.
 */
export function scanMbox(file: string): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Omit<Stretch, 'end'> | undefined;
  let emptyAt: number | undefined; // where the line before begins, if it is empty
  let size = 0;
  for (const { head, start, next } of linesOf(file)) {
    const date = start === 0 || emptyAt !== undefined ? separatorDate(head) : undefined;
    if (!date && !open) return [];
    if (date) {
      if (open) stretches.push({ ...open, end: emptyAt ?? start });
      open = { separator: start, start: next, date };
    }
    emptyAt = head === '' ? start : undefined;
    size = next;
  }
  if (open) stretches.push({ ...open, end: emptyAt ?? size });
  return stretches;
}

interface Line {
  /** How it begins, without its end. */
  readonly head: string;
  /** Byte offsets of the line and of the one after it. */
  readonly start: number;
  readonly next: number;
}

function* linesOf(file: string): Generator<Line> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let head = '';
    let start = 0;
    let offset = 0;
    for (let length = readSync(descriptor, chunk); length > 0; length = readSync(descriptor, chunk)) {
      for (let at = 0; at < length; ) {
        const found = chunk.subarray(0, length).indexOf(LF, at);
        const stop = found < 0 ? length : found;
        head += chunk.toString('latin1', at, Math.min(stop, at + SEPARATOR_LENGTH - head.length));
        at = stop + 1;
        if (found < 0) break;
        yield { head: head.endsWith('\r') ? head.slice(0, -1) : head, start, next: offset + at };
        head = '';
        start = offset + at;
      }
      offset += length;
    }
    if (offset > start) yield { head, start, next: offset };
  } finally {
    closeSync(descriptor);
  }
}
