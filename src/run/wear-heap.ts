import { userNamed } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { login, mustBeOk } from '../imap/login';
import { COMMAND_MS } from './execution';

/** Some 2 MiB of garbage each, on the largest INBOX of the gate; more than a small heap takes before it is collected. */
const TIMES = 6;
/** More than a server of one CPU has threads that check passwords: a hash that needs memory leaves it with the thread it met. */
const AT_ONCE = 8;

/**
 * The gate's warm-up after the one session of a fresh start: several logins at once, and then an index command on the first user's INBOX,
 * a few times, each after opening that INBOX as a measurement does. A collected heap grows to some MiB before anything is collected,
 * whatever is asked of it; a hash of 19 MiB stays with one of several threads. Without this a command would be charged with that
 * growth, more at each size, and every command would seem to take memory that grows with the mailbox.
 */
export async function wearHeap(stack: Stack): Promise<void> {
  const { imap } = stack.server;
  const largest = userNamed(stack, null);
  const together = await Promise.all(Array.from({ length: AT_ONCE }, () => login(imap, largest)));
  for (const { wire } of together) wire.close();
  const { wire } = await login(imap, largest);
  try {
    const lines = Array(TIMES).fill(['SELECT INBOX', 'FETCH 1:* (UID FLAGS)']).flat();
    for (const line of lines)
      mustBeOk(await wire.run(line, COMMAND_MS), line, 'it was answered while the mailbox was verified');
  } finally {
    wire.close();
  }
}
