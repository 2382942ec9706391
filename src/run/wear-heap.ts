import { userNamed } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { login, mustBeOk } from '../imap/login';
import { COMMAND_MS } from './execution';

/** Some 2 MiB of garbage each, on the largest INBOX of the gate; more than a small heap takes before it is collected. */
const TIMES = 6;

/**
 * The gate's warm-up after the one session of a fresh start: an index command on the first user's INBOX, a few times. A collected heap
 * grows to some MiB before anything is collected, whatever is asked of it. Without this a command would be charged with that
 * growth, more at each size, and every command would seem to take memory that grows with the mailbox.
 */
export async function wearHeap(stack: Stack): Promise<void> {
  const { wire } = await login(stack.server.imap, userNamed(stack, null));
  try {
    for (const line of ['SELECT INBOX', ...Array(TIMES).fill('FETCH 1:* (UID FLAGS)')])
      mustBeOk(await wire.run(line, COMMAND_MS), line, 'it was answered while the mailbox was verified');
  } finally {
    wire.close();
  }
}
