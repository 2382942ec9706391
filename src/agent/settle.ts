import { performance } from 'node:perf_hooks';
import type { Reading } from './protocol';

const PAUSE_MS = 20;
const RESTS_WITHIN_MS = 0.1;
const DEADLINE_MS = 3000;

/**
 * Waits until two readings of a CPU counter (ms) 20 ms apart lie within 0.1 ms of each other; a thread that runs is
 * charged at the next tick or switch only. After 3 s the rate at which the container stays busy is given instead.
 */
export async function settle(
  cpuMs: () => number | Promise<number>,
): Promise<Pick<Reading, 'settledMs' | 'settled' | 'idleRate'>> {
  const since = performance.now();
  const first = await cpuMs();
  let last = first;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const now = await cpuMs();
    const settledMs = performance.now() - since;
    if (now - last <= RESTS_WITHIN_MS) return { settledMs, settled: true, idleRate: 0 };
    if (settledMs > DEADLINE_MS)
      return { settledMs, settled: false, idleRate: ((now - first) / settledMs) * 1000 };
    last = now;
  }
}
