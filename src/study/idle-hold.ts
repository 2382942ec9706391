import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reading } from '../agent/protocol';
import type { Wire } from '../imap/wire';
import { heldIn } from '../report/parts/held';
import type { IdleData, Limit } from '../report/parts/idle-schema';
import { type Bench, tell } from '../run/bench';
import { wearIn } from '../run/wear-in';
import { limitAt, lostOf, openUpTo } from './open-many';
import { readerOf, requestsBetween } from './reader';

type Hold = IdleData['holds'][number];

interface Wanted {
  readonly sessions: readonly number[];
  readonly stillMs: number;
  /** Opens session `number`, which idles from then on. */
  open(number: number): Promise<void>;
  wires(): readonly Wire[];
}

/**
 * Holds more and more idle sessions on the fresh server at hand and reads at each of some numbers of them; then lets them
 * idle for a while in which nothing happens. A server that refuses one, or loses some, or dies, ends it: at how many, and
 * with which words, is kept with what was read until then.
 */
export async function holdUpTo(
  bench: Bench,
  { sessions, stillMs, open, wires }: Wanted,
): Promise<Omit<Hold, 'users'>> {
  const { stack } = await bench.ready();
  const read = readerOf(bench, stack);
  await wearIn(stack, () => read('after'));
  const before = await read('before');
  const readings: Hold['readings'] = [{ sessions: 0, ...heldIn(before) }];
  const wanted = sessions.at(-1) ?? 0;
  let limit: Limit | null = null;
  let openedMs = 0;
  let last: Reading = before;
  for (const count of sessions) {
    tell({ event: 'note', text: `opening ${count} of ${wanted} idle sessions` });
    const since = performance.now();
    limit = await openUpTo(wires().length, count, open);
    openedMs += performance.now() - since;
    try {
      last = await read('after');
    } catch (error) {
      limit ??= limitAt(wires().length, error);
      break;
    }
    limit = lostOf(wires()) ?? limit;
    const there = wires().filter(({ ended }) => ended === undefined).length;
    // What is left of lost sessions would be taken for what all hold.
    if (there === wires().length) readings.push({ sessions: there, ...heldIn(last) });
    if (limit !== null) break;
  }
  const openedCpuMs = last.cpuMs - before.cpuMs;
  const still = limit === null ? await stillness(read, last, stillMs) : null;
  return { wanted, readings, openedMs, openedCpuMs, limit: limit ?? lostOf(wires()), still };
}

async function stillness(
  read: ReturnType<typeof readerOf>,
  before: Reading,
  stillMs: number,
): Promise<Hold['still']> {
  await pause(stillMs);
  const after = await read('after');
  return {
    ms: after.at - before.at,
    cpuMs: after.cpuMs - before.cpuMs,
    requests: requestsBetween(before, after),
  };
}
