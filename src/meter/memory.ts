import type { ProcessReading } from '../agent/protocol';

/** Bytes, summed over the processes of a container. */
export interface MemoryBetween {
  readonly startRssBytes: number;
  /** By how much the high-water marks rose above the start: an upper bound where several processes rose apart. */
  readonly peakRssBytes: number;
  readonly retainedRssBytes: number;
  /** null where the kernel tells it of some process not. */
  readonly anonBytes: number | null;
  /** Shared pages divided among those who share them, afterwards: how forking servers are sized. null as above. */
  readonly pssBytes: number | null;
  /**
   * Names of processes that ended between the readings, or replaced themselves (execve), and took their marks with them.
   */
  readonly gone: readonly string[];
}

/** RSS of each process when it was first seen after a server start, bytes. */
export type FirstSeen = Map<string, number>;

/** Adds those that were not seen before. */
export function noteFirst(first: FirstSeen, processes: readonly ProcessReading[]): void {
  for (const one of processes) if (!first.has(identity(one))) first.set(identity(one), one.rss);
}

/**
 * `first`: what a process rose by counts above its RSS then, not right before the command. Sizes that are measured one after
 * the other on one start need that, because allocators keep the pages that a smaller size has taken.
 */
export function memoryBetween(
  before: readonly ProcessReading[],
  after: readonly ProcessReading[],
  first: ReadonlyMap<string, number> = new Map(),
): MemoryBetween {
  const base = (one: ProcessReading) => first.get(identity(one)) ?? one.rss;
  const start = sum(before, base);
  const known = new Map(before.map((one) => [identity(one), one]));
  const risen = (one: ProcessReading) => {
    const was = known.get(identity(one));
    return one.peak - (was === undefined ? 0 : base(was));
  };
  const still = new Set(after.map(identity));
  const replaced = after.filter((one) => (known.get(identity(one))?.stack ?? one.stack) !== one.stack);
  return {
    startRssBytes: start,
    // A process that was there counts what it rose by; a new one counts whole.
    peakRssBytes: sum(after, (one) => Math.max(0, risen(one))),
    retainedRssBytes: sum(after, ({ rss }) => rss) - start,
    anonBytes: sumOfAll(after.map(({ anon }) => anon)),
    pssBytes: sumOfAll(after.map(({ pss }) => pss)),
    gone: [
      ...before.filter((one) => !still.has(identity(one))).map(({ name }) => name),
      ...after
        .filter((one) => (one.reapedFaults ?? 0) > (known.get(identity(one))?.reapedFaults ?? 0))
        .map(({ name }) => `a child of ${name}`),
      ...replaced.map(({ name }) => `the former program of ${name}`),
    ],
  };
}

function identity({ pid, startTime }: ProcessReading): string {
  return `${pid}@${startTime}`;
}

function sumOfAll(values: readonly (number | null)[]): number | null {
  return values.includes(null) ? null : sum(values, (value) => value ?? 0);
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
