import { ImapFlow } from 'imapflow';
import { within } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import type { Address } from '../imap/address';
import { type Account, mustBeOk, type Session } from '../imap/login';
import { type Inbox, inboxOf, type Shown } from './inbox';
import type { Mailbox } from './mailbox';

const LOOK_MS = 120_000;

/**
 * Asks the server what INBOX holds, and holds it against what was seeded: count and every size. INBOX is selected
 * afterwards. Throws Failure where they differ.
 */
export async function verify({ wire }: Session, mailbox: Mailbox): Promise<Inbox> {
  mustBeOk(await wire.run('SELECT INBOX', LOOK_MS), 'SELECT INBOX', 'the seeded mailbox cannot be opened');
  const { untagged } = mustBeOk(
    await wire.run('FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)', LOOK_MS),
    'FETCH',
    'the seeded mailbox cannot be read',
  );
  const shown: Shown[] = [];
  for (const { text } of untagged) {
    const sequence = /^(\d+) FETCH /i.exec(text)?.[1];
    if (sequence) shown[Number(sequence) - 1] = shownOf(text);
  }
  try {
    return inboxOf(mailbox, shown);
  } catch (error) {
    throw differs(error instanceof Error ? error.message : String(error));
  }
}

function shownOf(text: string): Shown {
  const one = (pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
  return {
    uid: Number(one(/UID (\d+)/i)),
    flags: one(/FLAGS \(([^)]*)\)/i)
      .split(' ')
      .filter(Boolean),
    internalDate: one(/INTERNALDATE "([^"]+)"/i),
    size: Number(one(/RFC822\.SIZE (\d+)/i)),
  };
}

/** Reads the first, the middle, the largest and the last mail with another client and compares them byte for byte. */
export async function verifyBytes(address: Address, account: Account, mailbox: Mailbox): Promise<number> {
  const client = new ImapFlow({
    ...address,
    secure: false,
    doSTARTTLS: false,
    auth: { user: account.login, pass: account.password },
    logger: false,
    disableAutoIdle: true,
  });
  const count = mailbox.sizes.length;
  const largest = mailbox.sizes.indexOf(Math.max(...mailbox.sizes)) + 1;
  const sample = [...new Set([1, Math.ceil(count / 2), largest, count])];
  try {
    await within(LOOK_MS, 'a sample of the seeded mails', async () => {
      await client.connect();
      await client.mailboxOpen('INBOX', { readOnly: true });
      for (const sequence of sample) {
        const got = await client.fetchOne(String(sequence), { source: true });
        const seeded = mailbox.mail(sequence).bytes;
        const same = got !== false && got.source !== undefined && got.source.equals(seeded);
        if (!same) {
          throw differs(
            `message ${sequence} does not come back byte for byte (${firstDifference(got ? got.source : undefined, seeded)})`,
          );
        }
      }
    });
  } finally {
    client.close();
  }
  return sample.length;
}

function firstDifference(got: Buffer | undefined, seeded: Buffer): string {
  if (!got) return 'nothing came';
  const at = seeded.findIndex((byte, i) => got[i] !== byte);
  return `${got.length} bytes came, ${seeded.length} were seeded, first difference at ${at < 0 ? seeded.length : at}`;
}

function differs(cause: string): Failure {
  return new Failure(EXIT.unmeasured, {
    fact: 'The mailbox on the server is not the one that was seeded',
    cause,
    next: 'npx aerometer clean --keep-cache, then run again; if it stays so, the server changes mails',
  });
}
