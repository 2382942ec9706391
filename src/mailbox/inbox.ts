import type { Mailbox, Planted } from './mailbox';

/** One seeded message as the server shows it: FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE). */
export interface Shown {
  readonly uid: number;
  readonly flags: readonly string[];
  /** As sent, e.g. `17-Jul-1996 02:44:25 -0700`. */
  readonly internalDate: string;
  readonly size: number;
}

/** The seeded INBOX, message by message. What an answer must hold is worked out from it. */
export interface Inbox {
  readonly shown: readonly Shown[];
  /** Bytes of a mail's header with the blank line that ends it, as seeded. Mails are counted from 1. */
  headerSize(sequence: number): number;
  readonly planted: Planted;
}

/**
 * What the server shows is right where RFC 3501 leaves it a choice: it SHOULD keep the date of an APPEND, and one server
 * (Aerogramme 0.3) does not. Sizes are no choice; they must be those that were seeded.
 */
export function inboxOf(mailbox: Mailbox, shown: readonly Shown[]): Inbox {
  if (shown.length !== mailbox.sizes.length) {
    throw new RangeError(`INBOX shows ${shown.length} messages, ${mailbox.sizes.length} were seeded`);
  }
  shown.forEach(({ size }, i) => {
    if (size !== mailbox.sizes[i]) {
      throw new RangeError(`message ${i + 1} shows ${size} bytes, ${mailbox.sizes[i]} were seeded`);
    }
  });
  const headers = new Map<number, number>();
  const headerSize = (sequence: number): number => {
    // Asked for with every answer that is checked, and a mail is made anew each time: longer than most commands take.
    const size = headers.get(sequence) ?? headerBytes(mailbox.mail(sequence).bytes);
    headers.set(sequence, size);
    return size;
  };
  return { shown, headerSize, planted: mailbox.planted };
}

/** Bytes up to and with the blank line (RFC 5322 section 2.1); the whole mail where there is none. */
export function headerBytes(mail: Buffer): number {
  if (mail.subarray(0, 2).toString('latin1') === '\r\n') return 2;
  const blank = mail.indexOf('\r\n\r\n');
  return blank < 0 ? mail.length : blank + 4;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/** Days since 1970 of a date-time or date (RFC 3501 section 9). Its time and zone are disregarded, as SEARCH does (6.4.4). */
export function dayOf(date: string): number {
  const [, day, month = '', year] = /^\s*(\d{1,2})-([A-Za-z]{3})-(\d{4})/.exec(date) ?? [];
  const index = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase());
  if (index < 0) throw new RangeError(`not an internal date: "${date}"`);
  return Date.UTC(Number(year), index, Number(day)) / DAY_MS;
}

/** A day as SEARCH takes it: `date` of RFC 3501 section 9, e.g. `1-Feb-1994`. */
export function searchDate(day: number): string {
  const date = new Date(day * DAY_MS);
  return `${date.getUTCDate()}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()}`;
}

/**
 * A day on which no mail came, with about half of the mails before it; the day before the first where there is no such day.
 * Two of the first three servers take SINCE for "later than", not "within or later" (go-imap v1, Aerogramme 0.3). That
 * changes an answer by a day's mails and no cost, so the measurement keeps clear of it.
 */
export function middleDay(shown: readonly Shown[]): number {
  const days = shown.map(({ internalDate }) => dayOf(internalDate)).sort((a, b) => a - b);
  const first = days[0];
  if (first === undefined) throw new RangeError('an empty INBOX has no dates');
  let best = { day: first - 1, offCentre: days.length / 2 };
  days.forEach((day, i) => {
    const offCentre = Math.abs(i - days.length / 2);
    const before = days[i - 1];
    if (before !== undefined && day - before > 1 && offCentre < best.offCentre)
      best = { day: day - 1, offCentre };
  });
  return best.day;
}

/**
 * A size in the widest gap (by ratio) between sizes of the middle half; half of the smallest where all are alike.
 * A server that counts a decoded body for LARGER (go-imap v1) is a little off, and as above that is not what is measured.
 */
export function middleSize(shown: readonly Shown[]): number {
  const sizes = shown.map(({ size }) => size).sort((a, b) => a - b);
  let best = { size: Math.floor((sizes[0] ?? 0) / 2), ratio: 1 };
  for (let i = Math.max(1, Math.floor(sizes.length / 4)); i <= Math.floor((sizes.length * 3) / 4); i += 1) {
    const [below, above] = [sizes[i - 1] ?? 1, sizes[i] ?? 1];
    const ratio = above / below;
    // Two sizes that differ by a byte leave no number between them that tells "larger" from "as large".
    if (above - below > 1 && ratio > best.ratio)
      best = { size: Math.max(below + 1, Math.floor(Math.sqrt(above * below))), ratio };
  }
  return best.size;
}
