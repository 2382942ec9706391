import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { Failure, reasonOf } from '../config/failure';
import type { Mail, Mailbox } from './mailbox';
import { type Stretch, scanMbox } from './mbox-scan';
import { headerField, ownMailbox, unusable, withCrlf } from './own';

// More than any mail site accepts: a "mail" beyond it is a file that only begins like an mbox. In bytes.
const LARGEST_MAIL = 512 * 1024 * 1024;

const COMPRESSED: readonly (readonly [string, string])[] = [
  ['28b52ffd', 'zstd -d'],
  ['1f8b', 'gunzip'],
  ['fd377a58', 'unxz'],
  ['425a68', 'bunzip2'],
];

/** What mail programs note in Status and X-Status, as IMAP flags. Not \Deleted: mails must stay while they are measured. */
const STATUS_FLAGS: readonly (readonly [string, string, string])[] = [
  ['Status', 'R', '\\Seen'],
  ['X-Status', 'A', '\\Answered'],
  ['X-Status', 'F', '\\Flagged'],
  ['X-Status', 'T', '\\Draft'],
];

/** What Thunderbird notes: bits of a hexadecimal number. */
const MOZILLA_FLAGS: readonly (readonly [number, string])[] = [
  [0x0001, '\\Seen'],
  [0x0002, '\\Answered'],
  [0x0004, '\\Flagged'],
];

/**
 * A user's own mbox (RFC 4155): the file is scanned once for where mails begin, and each mail is read when asked for.
 * A line's `>From ` loses one `>` (mboxrd; for mboxo the same, except for lines quoted twice). The internal date is the
 * separator's. Content-Length is not trusted.
 * Throws Failure (exit 2) for a file that is missing, unreadable, empty, not an mbox, or cut short.
 */
export function openMbox(file: string): Mailbox {
  return explaining(file, () => {
    if (!statSync(file).isFile())
      throw notAnMbox(file, 'it is not a file', 'for a directory of mails use --maildir');
    const stretches = scanMbox(file);
    if (stretches.length === 0) throw whyNone(file);
    assertWhole(file, stretches);
    return ownMailbox('mbox', file, stretches.length, (sequence) =>
      explaining(file, () => readMail(file, stretches[sequence - 1] as Stretch)),
    );
  });
}

function readMail(file: string, { start, end, date }: Stretch): Mail {
  const stored = withCrlf(unquoted(readRange(file, start, end)));
  // The empty line that ends a header without body was taken for the mail's end.
  const headerOnly = stored.length > 0 && stored.indexOf('\r\n\r\n') < 0;
  const bytes = headerOnly ? Buffer.concat([stored, Buffer.from('\r\n')]) : stored;
  return { bytes, internalDate: date, flags: flagsOf(bytes) };
}

function unquoted(stored: Buffer): Buffer {
  if (stored.indexOf('>From ') < 0) return stored;
  return Buffer.from(stored.toString('latin1').replace(/^>(?=>*From )/gm, ''), 'latin1');
}

function flagsOf(mail: Buffer): string[] {
  const noted = STATUS_FLAGS.filter(([field, letter]) => headerField(mail, field)?.includes(letter)).map(
    ([, , flag]) => flag,
  );
  if (noted.length > 0) return noted;
  const bits = Number.parseInt(headerField(mail, 'X-Mozilla-Status') ?? '0', 16);
  return MOZILLA_FLAGS.filter(([bit]) => (bits & bit) !== 0).map(([, flag]) => flag);
}

/**
 * What a cut file can be known by, in its last mail: no line end at the file's end, a header that never ends, a
 * multipart that is never closed. A text cut just after a line looks whole.
 */
function assertWhole(file: string, stretches: readonly Stretch[]): void {
  const { separator, start } = stretches.at(-1) as Stretch;
  const mail = withCrlf(readRange(file, start, statSync(file).size));
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(headerField(mail, 'Content-Type') ?? '')?.[1];
  const sign =
    mail.at(-1) !== 0x0a
      ? 'the file does not end with a line end'
      : mail.indexOf('\r\n\r\n') < 0
        ? 'its header never ends'
        : boundary && mail.indexOf(`\r\n--${boundary.trim()}--`) < 0
          ? 'its multipart is never closed'
          : undefined;
  if (!sign) return;
  throw unusable(
    'mbox',
    file,
    `mail ${stretches.length}, the last one, at byte ${separator} looks cut short`,
    sign,
    'copy the file again; if it is whole, remove or complete its last mail',
  );
}

function readRange(file: string, start: number, end: number): Buffer {
  const length = end - start;
  if (length > LARGEST_MAIL) {
    throw notAnMbox(file, `from byte ${start} on, ${length} bytes hold no further mail`, 'give an mbox file');
  }
  const bytes = Buffer.alloc(Math.max(0, length));
  const descriptor = openSync(file, 'r');
  try {
    let at = 0;
    for (let read = -1; at < length && read !== 0; at += read)
      read = readSync(descriptor, bytes, at, length - at, start + at);
    return bytes.subarray(0, at);
  } finally {
    closeSync(descriptor);
  }
}

function whyNone(file: string): Failure {
  const { size } = statSync(file);
  if (size === 0)
    return unusable(
      'mbox',
      file,
      'holds no mail',
      'the file is empty',
      'give an mbox with at least one mail',
    );
  const start = readRange(file, 0, Math.min(size, 5));
  const tool = COMPRESSED.find(([magic]) => start.toString('hex').startsWith(magic))?.[1];
  if (tool) return notAnMbox(file, 'it is compressed', `decompress it first: ${tool} ${file}`);
  const cause =
    start.toString('latin1') === 'From '
      ? 'its first line begins with "From " but has no date'
      : 'it does not begin with "From "';
  return notAnMbox(file, cause, 'give an mbox file (RFC 4155), or a Maildir with --maildir');
}

function notAnMbox(file: string, cause: string, next: string): Failure {
  return unusable('mbox', file, 'is not an mbox', cause, next);
}

function explaining<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure || error instanceof RangeError) throw error;
    throw unusable(
      'mbox',
      file,
      'cannot be read',
      reasonOf(error),
      'check the path and who may read it',
      error,
    );
  }
}
