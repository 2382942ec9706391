import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { userNamed } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { login } from '../imap/login';
import { type Inbox, inboxOf, type Shown } from '../mailbox/inbox';
import type { Owned } from '../mailbox/prepare';
import { verify } from '../mailbox/verify';
import { writeWhole } from '../report/atomic';

export const INBOXES_FILE = 'inboxes.json';

/**
 * What each INBOX holds, as the server shows it, held against what was seeded. The families of a run have a stack each, and
 * all these start from one seeded state, whose content is checked file by file: so one of them asks, and leaves the answer
 * in the run's directory for the others.
 */
export async function inboxes(
  stack: Stack,
  mailboxes: readonly Owned[],
  directory: string,
): Promise<{ inboxes: ReadonlyMap<string | null, Inbox>; capabilities: ReadonlySet<string> }> {
  const file = join(directory, INBOXES_FILE);
  const known: readonly Shown[][] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const found = new Map<string | null, Inbox>();
  let capabilities: ReadonlySet<string> = new Set();
  for (const [i, { user, mailbox }] of mailboxes.entries()) {
    const shown = known[i];
    if (shown !== undefined && i > 0) {
      found.set(user, inboxOf(mailbox, shown));
      continue;
    }
    const session = await login(stack.server.imap, userNamed(stack, user));
    found.set(user, await verify(session, mailbox));
    session.wire.close();
    if (i === 0) capabilities = session.capabilities;
  }
  if (mailboxes.length > 1)
    writeWhole(file, JSON.stringify(mailboxes.map(({ user }) => found.get(user)?.shown)));
  return { inboxes: found, capabilities };
}
