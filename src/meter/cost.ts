import type { Reading } from '../agent/protocol';
import type { Cost } from './figures';
import { type FirstSeen, memoryBetween } from './memory';
import { chargedBound, rssBound } from './rss-bound';
import { refuseUpheaval, wentBack } from './upheaval';

/**
 * What happened between two readings, per execution where that means something: CPU time, requests and bytes are
 * divided; memory is not. `cpus` is how many CPUs the server may use, by which the kernel's RSS error grows. `first`: memory
 * counts above what the processes had when they were first seen after the start. Throws Failure (exit code 5) where the server was not the same one all the time.
 */
export function costOf(
  before: Reading,
  after: Reading,
  executions: number,
  cpus: number,
  first?: FirstSeen,
): Cost {
  refuseUpheaval(before, after);
  const sources: Cost['sources'] = { ...before.sources, wallMs: "the client's monotonic clock" };
  if (!before.settled || !after.settled) {
    sources.cpuMs += `; the server did not come to rest (${after.idleRate.toFixed(1)} ms CPU a second), its background work is included`;
  }
  if (!after.requests) sources.requests = 'this server has no Garage';
  if (!after.storageBytes && after.processes) sources.storageBytes = 'this server has no storage network';
  return {
    cpuMs: (after.cpuMs - before.cpuMs) / executions,
    ...memoryOf(before, after, cpus, sources, first),
    requests: requestsBetween(before, after, executions, sources),
    storageBytes: bytesBetween(before, after, executions, sources),
    sources,
  };
}

function requestsBetween(
  { requests: before }: Reading,
  { requests: after }: Reading,
  executions: number,
  sources: Cost['sources'],
): Cost['requests'] {
  if (!after || !before) return null;
  if (!wentBack(before, after)) return less(after, before, executions);
  sources.requests = "Garage's counters went backwards: it was started anew meanwhile";
  return null;
}

function bytesBetween(
  { storageBytes: before }: Reading,
  { storageBytes: after }: Reading,
  executions: number,
  sources: Cost['sources'],
): Cost['storageBytes'] {
  if (!after || !before) return null;
  if (!wentBack({ ...before }, { ...after }))
    return { in: (after.in - before.in) / executions, out: (after.out - before.out) / executions };
  sources.storageBytes =
    'the counters of the storage interface went backwards: it was attached anew meanwhile';
  return null;
}

/** Why a start's later sizes do not count from where the last one left the server. */
const ABOVE_FRESH =
  'above the fresh, warmed server before the smallest size of this start, because allocators keep pages';

function sumOfRss({ processes }: Reading): number {
  return (processes ?? []).reduce((sum, { rss }) => sum + rss, 0);
}

type Memory = Pick<
  Cost,
  'startRssBytes' | 'peakRssBytes' | 'retainedRssBytes' | 'anonBytes' | 'pssBytes' | 'bounds'
>;

/** Adds to `sources` what a figure leaves out, or why there is none. */
function memoryOf(
  before: Reading,
  after: Reading,
  cpus: number,
  sources: Cost['sources'],
  first: FirstSeen | undefined,
): Memory {
  if (!before.processes || !after.processes) {
    const anonBytes = after.anonBytes ?? null;
    sources.pssBytes = sources.startRssBytes;
    return {
      startRssBytes: null,
      peakRssBytes: null,
      retainedRssBytes: null,
      anonBytes,
      pssBytes: null,
      bounds: {},
    };
  }
  const { gone, ...figures } = memoryBetween(before.processes, after.processes, first);
  if (first !== undefined && figures.startRssBytes !== sumOfRss(before))
    for (const name of ['startRssBytes', 'peakRssBytes', 'retainedRssBytes'] as const)
      sources[name] = `${sources[name] ?? '/proc/PID/status'}; ${ABOVE_FRESH}`;
  if (figures.anonBytes === null || figures.pssBytes === null)
    sources.anonBytes = sources.pssBytes = 'the kernel refuses smaps_rollup of a process that changed user';
  const { kernel } = after;
  const bound = after.processes.reduce((sum, { threads }) => sum + rssBound(cpus, { kernel, threads }), 0);
  const bounds = { peakRssBytes: bound, retainedRssBytes: bound };
  return gone.length === 0
    ? { ...figures, bounds }
    : { ...figures, ...peakOfAll(before, after, gone, cpus, bounds, sources) };
}

/**
 * Who exits takes the high-water mark along. What is left is the maximum of the whole cgroup, which holds page cache and
 * kernel memory too; and where that was higher before, nothing is.
 */
function peakOfAll(
  { charged: from }: Reading,
  { charged: to }: Reading,
  gone: readonly string[],
  cpus: number,
  bounds: Cost['bounds'],
  sources: Cost['sources'],
): Pick<Cost, 'peakRssBytes' | 'bounds'> {
  const { peakRssBytes: _, ...others } = bounds;
  const why = `${listed(gone)} exited meanwhile and took the high-water mark along`;
  if (!from || !to) {
    sources.peakRssBytes = why;
    return { peakRssBytes: null, bounds: others };
  }
  const rise = to.most - from.now;
  if (to.most === from.most) {
    sources.peakRssBytes = `${why}; the maximum of the cgroup did not move, so it was at most ${Math.ceil(rise / 1024)} KiB`;
    return { peakRssBytes: null, bounds: others };
  }
  sources.peakRssBytes = `maximum of the cgroup, with page cache and kernel memory: ${why}`;
  return { peakRssBytes: rise, bounds: { ...others, peakRssBytes: chargedBound(cpus, gone.length) } };
}

/** "imap-login (50 times), anvil". */
function listed(names: readonly string[]): string {
  return [...new Set(names)]
    .map((name) => {
      const times = names.filter((one) => one === name).length;
      return times === 1 ? name : `${name} (${times} times)`;
    })
    .join(', ');
}

function less(
  after: Record<string, number>,
  before: Record<string, number>,
  executions: number,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after)
      .map(([endpoint, count]): [string, number] => [
        endpoint,
        (count - (before[endpoint] ?? 0)) / executions,
      ])
      .filter(([, count]) => count !== 0),
  );
}
