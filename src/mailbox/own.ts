import { basename } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { checksumOf } from './checksum';
import type { Mail, Mailbox } from './mailbox';
import { NOTHING_PLANTED } from './planting';

const LF = 0x0a;
const CR = 0x0d;

/** Characters of the checksum that go into a name: enough to tell mailboxes apart. */
const NAME_DIGITS = 12;

/**
 * A user's own mail as a mailbox. Reads every mail once, one at a time, for sizes (bytes, with CRLF) and checksum. The
 * name keeps the last part of the path only, and the checksum, so that snapshots of another content are not taken for it.
 */
export function ownMailbox(
  kind: string,
  path: string,
  messages: number,
  read: (sequence: number) => Mail,
  note = '',
): Mailbox {
  const sizes: number[] = [];
  function* measured(): Generator<Mail> {
    for (let sequence = 1; sequence <= messages; sequence++) {
      const mail = read(sequence);
      if (mail.bytes.length === 0)
        throw unusable(
          kind,
          path,
          `mail ${sequence} is empty`,
          'no server takes an empty mail',
          'remove it, and run again',
        );
      sizes.push(mail.bytes.length);
      yield mail;
    }
  }
  const checksum = checksumOf(measured());
  const base = basename(path).replace(/[^A-Za-z0-9._-]/g, '_') || kind;
  const name = `${kind}-${base}-${checksum.slice(0, NAME_DIGITS)}`;
  return {
    name,
    description: `${messages} mails of a user's own ${kind}${note}`,
    seed: 0,
    sizes,
    planted: NOTHING_PLANTED,
    checksum: () => checksum,
    mail(sequence) {
      if (!Number.isInteger(sequence) || sequence < 1 || sequence > messages) {
        throw new RangeError(`mailbox ${name} has no mail ${sequence}: it has 1 to ${messages}`);
      }
      const mail = read(sequence);
      if (mail.bytes.length !== sizes[sequence - 1]) {
        throw unusable(
          kind,
          path,
          `mail ${sequence} changed while it was measured with`,
          'another program writes to it',
          'measure with a copy',
        );
      }
      return mail;
    },
  };
}

/** The failure of a user's own mail that cannot be used: exit code 2, as for any other bad argument. */
export function unusable(
  kind: string,
  path: string,
  fact: string,
  cause: string,
  next: string,
  error?: unknown,
): Failure {
  const words = { fact: `${kind} ${path}: ${fact}`, cause, next };
  return new Failure(EXIT.usage, words, error === undefined ? undefined : { cause: error });
}

/** The same lines with CRLF ends, which IMAP wants (RFC 9051 section 2.2.2 and RFC 5322); lines that have it keep it. */
export function withCrlf(bytes: Buffer): Buffer {
  let bare = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) if (bytes[at - 1] !== CR) bare++;
  if (bare === 0) return bytes;
  const target = Buffer.allocUnsafe(bytes.length + bare);
  let from = 0;
  let to = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    to += bytes.copy(target, to, from, at);
    if (bytes[at - 1] !== CR) target[to++] = CR;
    target[to++] = LF;
    from = at + 1;
  }
  bytes.copy(target, to, from);
  return target;
}

/** The value of the first header field of this name, unfolded (RFC 5322 section 2.2.3); nothing if there is none. */
export function headerField(mail: Buffer, name: string): string | undefined {
  const header = headerOf(mail)
    .toString('latin1')
    .replace(/\r?\n[ \t]/g, ' ');
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(header)?.[1]?.trim();
}

/** Up to the empty line; the whole of a mail that has none. */
export function headerOf(mail: Buffer): Buffer {
  const end = mail.indexOf('\r\n\r\n');
  return end < 0 ? mail : mail.subarray(0, end + 2);
}
