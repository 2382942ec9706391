import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, reasonOf } from '../config/failure';
import type { Mailbox } from './mailbox';
import { ownMailbox, unusable, withCrlf } from './own';

/** Letters after `:2,` in a file's name, as IMAP flags. Not T (trashed): mails must stay while they are measured. */
const FLAGS: readonly (readonly [string, string])[] = [
  ['S', '\\Seen'],
  ['R', '\\Answered'],
  ['F', '\\Flagged'],
  ['D', '\\Draft'],
];

interface Entry {
  readonly path: string;
  readonly name: string;
  readonly date: Date;
}

/**
 * A user's own Maildir (https://cr.yp.to/proto/maildir.html): the files of `cur` and `new`, in order of delivery as their
 * names tell, each read when asked for. The internal date is the file's modification time, to the second, as in Dovecot.
 * Folders inside it (`.Sub`) are left out, and the description says how many.
 * Throws Failure (exit 2) for a directory that is missing, unreadable, no Maildir, or without mail.
 */
export function openMaildir(dir: string): Mailbox {
  return explaining(dir, () => {
    const inside = readdirSync(dir, { withFileTypes: true });
    const names = inside.map(({ name }) => name);
    if (!names.includes('cur') || !names.includes('new')) {
      throw unusable(
        'maildir',
        dir,
        'is not a Maildir',
        'it has no folders "cur" and "new"',
        'give the directory that holds them',
      );
    }
    const entries = [...entriesOf(join(dir, 'cur')), ...entriesOf(join(dir, 'new'))].sort(inOrderOfDelivery);
    if (entries.length === 0) {
      throw unusable(
        'maildir',
        dir,
        'holds no mail',
        '"cur" and "new" are empty',
        'give a Maildir with at least one mail',
      );
    }
    const folders = inside.filter((entry) => entry.isDirectory() && entry.name.startsWith('.')).length;
    const note = folders > 0 ? `, without its ${folders} folder${folders === 1 ? '' : 's'}` : '';
    return ownMailbox(
      'maildir',
      dir,
      entries.length,
      (sequence) => explaining(dir, () => readMail(entries[sequence - 1] as Entry)),
      note,
    );
  });
}

function entriesOf(folder: string): Entry[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => {
      const path = join(folder, name);
      return { path, name, date: new Date(Math.floor(statSync(path).mtimeMs / 1000) * 1000) };
    });
}

function inOrderOfDelivery(one: Entry, other: Entry): number {
  const delivered = (Number.parseInt(one.name, 10) || 0) - (Number.parseInt(other.name, 10) || 0);
  return delivered !== 0 ? delivered : one.name < other.name ? -1 : 1;
}

function readMail({ path, name, date }: Entry) {
  const letters = /:2,([A-Za-z]*)$/.exec(name)?.[1] ?? '';
  const flags = FLAGS.filter(([letter]) => letters.includes(letter)).map(([, flag]) => flag);
  return { bytes: withCrlf(readFileSync(path)), internalDate: date, flags };
}

function explaining<T>(dir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure || error instanceof RangeError) throw error;
    throw unusable(
      'maildir',
      dir,
      'cannot be read',
      reasonOf(error),
      'check the path, who may read it, and that nobody changes it',
      error,
    );
  }
}
