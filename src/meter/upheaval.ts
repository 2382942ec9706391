import type { Reading } from '../agent/protocol';
import { EXIT, Failure } from '../config/failure';

const NEXT = 'see its log; run the scenario alone to see whether it comes again';

/**
 * Refuses a sample whose two readings are not of one undisturbed container: it was started anew, the kernel killed one of
 * its processes for memory, or its CPU counter went backwards. Their difference would be a figure, and a wrong one.
 */
export function refuseUpheaval(before: Reading, after: Reading): void {
  if (after.main !== before.main) {
    throw new Failure(EXIT.unmeasured, {
      fact: 'The server was started anew while a command was measured',
      cause: `its first process was ${before.main} before and ${after.main} after it`,
      next: NEXT,
    });
  }
  const killed = (after.oomKills ?? 0) - (before.oomKills ?? 0);
  if (killed > 0) {
    throw new Failure(EXIT.unmeasured, {
      fact: 'The kernel killed a process of the server for memory while a command was measured',
      cause: `its cgroup counts ${killed} more OOM kill(s) after the command than before`,
      next: 'give the container more memory, or see what the command allocates',
    });
  }
  if (after.cpuMs < before.cpuMs) {
    throw new Failure(EXIT.unmeasured, {
      fact: "The server's CPU counter went backwards",
      cause: `it stood at ${before.cpuMs} ms before the command and at ${after.cpuMs} ms after it`,
      next: NEXT,
    });
  }
}

/** Whether a counter went backwards, as one does whose keeper was started anew. */
export function wentBack(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): boolean {
  return Object.entries(before).some(([name, count]) => (after[name] ?? 0) < count);
}
