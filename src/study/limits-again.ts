import type { Limits } from '../report/parts/limits';

export type Failed = Limits['rounds'][number]['failed'][number];

/** What the engine says of a process that a limit has killed (src/containers/fate.ts). */
const OF_MEMORY = /for memory/;

/**
 * Tries each and gives those that fail, at most so many of them. What fails and was not killed for memory is tried once more, on a
 * fresh storage: a server that was killed by another scenario's limit may have left a lock behind. That is told too, in `again`.
 */
export async function failures<T>(
  all: readonly T[],
  attempt: (one: T) => Promise<Failed | null>,
  again: Failed[],
  most = Number.POSITIVE_INFINITY,
): Promise<Failed[]> {
  const failed: Failed[] = [];
  for (const one of all) {
    if (failed.length >= most) break;
    let bad = await attempt(one);
    if (bad !== null && !OF_MEMORY.test(bad.reason)) {
      again.push(bad);
      bad = await attempt(one);
    }
    if (bad !== null) failed.push(bad);
  }
  return failed;
}
