import { performance } from 'node:perf_hooks';
import type { Reading, Stood } from './protocol';

const PAUSE_MS = 20;
const RESTS_WITHIN_MS = 0.1;
const DEADLINE_MS = 3000;

/** A server that takes longer than these pauses to come to rest may take long: no more is done meanwhile. */
const PAUSES_USED = 5;

type Rest = Pick<Reading, 'settledMs' | 'settled' | 'idleRate'>;

/**
 * Waits until two readings of a CPU counter (ms) 20 ms apart lie within 0.1 ms of each other; a thread that runs is
 * charged at the next tick or switch only. After 3 s the rate at which the container stays busy is given instead.
 *
 * `meanwhile` is done in the pause: what it answers holds for a container that did nothing from its first to its last
 * moment. Where the container was not at rest in that pause it is done again.
 *
 * `rested` is where the counter stood when the container was last at rest, where nothing was asked of it since: what runs for less
 * than a tick is not charged yet. Where that is a pause or more ago and the counter stands there still, this is the second of the
 * two readings, and nothing is waited for.
 */
export async function settle<T>(
  cpuMs: () => number | Promise<number>,
  meanwhile: () => Promise<T>,
  rested: Stood | null,
): Promise<Rest & { found: T }> {
  const since = performance.now();
  const first = await cpuMs();
  const rests = (now: number, before: number) => now - before <= RESTS_WITHIN_MS;
  if (rested !== null && since - rested.at >= PAUSE_MS && rests(first, rested.cpuMs)) {
    const found = await meanwhile();
    if (rests(await cpuMs(), rested.cpuMs))
      return { settledMs: performance.now() - since, settled: true, idleRate: 0, found };
  }
  let last = first;
  for (let pauses = 1; ; pauses += 1) {
    const pause = new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const used = pauses <= PAUSES_USED ? { found: await meanwhile() } : null;
    await pause;
    const now = await cpuMs();
    const settledMs = performance.now() - since;
    const settled = rests(now, last);
    if (settled || settledMs > DEADLINE_MS) {
      const idleRate = settled ? 0 : ((now - first) / settledMs) * 1000;
      return { settledMs, settled, idleRate, ...(used ?? { found: await meanwhile() }) };
    }
    last = now;
  }
}
