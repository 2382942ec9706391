import type { ProcessReading, Reading } from '../agent/protocol';
import type { Sample } from '../report/results';

const PAGE = 4096;
/** RSS is kept in three counters a process: file, anonymous and shared memory pages (Linux mm_types_task.h). */
const COUNTERS = 3;

export type Cost = Omit<Sample, 'pass' | 'kind' | 'start' | 'executions' | 'wallMs' | 'untagged'>;

/**
 * What happened between two readings, per execution where that means something: CPU time, requests and bytes are
 * divided; memory is not. `cpus` is how many CPUs the server may use, by which the kernel's RSS error grows.
 */
export function costOf(before: Reading, after: Reading, executions: number, cpus: number): Cost {
  const start = sum(before.processes, ({ rss }) => rss);
  const known = new Map(before.processes.map((one) => [identity(one), one]));
  // A process that was there counts what it rose by; a new one counts whole.
  const peak = sum(after.processes, (one) => Math.max(0, one.peak - (known.get(identity(one))?.rss ?? 0)));
  const gone = before.processes.filter(
    (one) => !after.processes.some((other) => identity(other) === identity(one)),
  );
  const anon = after.processes.map((one) => one.anon);
  const sources: Cost['sources'] = { ...before.sources, wallMs: "the client's monotonic clock" };
  const cpuMs = (after.cpuMs - before.cpuMs) / executions;
  if (!before.settled || !after.settled) {
    sources.cpuMs += `; the server did not come to rest (${after.idleRate.toFixed(1)} ms CPU a second), its background work is included`;
  }
  if (gone.length > 0) {
    sources.peakRssBytes += `; ${gone.map(({ name }) => name).join(', ')} exited meanwhile, not included`;
  }
  if (anon.includes(null))
    sources.anonBytes = 'the kernel refuses smaps_rollup of a process that changed user';
  if (!after.requests) sources.requests = 'this server has no Garage';
  if (!after.storageBytes) sources.storageBytes = 'this server has no storage network';
  return {
    cpuMs,
    startRssBytes: start,
    peakRssBytes: peak,
    retainedRssBytes: sum(after.processes, ({ rss }) => rss) - start,
    anonBytes: anon.includes(null) ? null : sum(after.processes, (one) => one.anon ?? 0),
    requests: after.requests && less(after.requests, before.requests ?? {}, executions),
    storageBytes:
      after.storageBytes && before.storageBytes
        ? {
            in: (after.storageBytes.in - before.storageBytes.in) / executions,
            out: (after.storageBytes.out - before.storageBytes.out) / executions,
          }
        : null,
    sources,
    bounds: {
      peakRssBytes: rssBound(cpus) * after.processes.length,
      retainedRssBytes: rssBound(cpus) * after.processes.length,
    },
  };
}

/**
 * How far a process's RSS may be off, in bytes: Linux 6.2 and later batch each counter per CPU, max(32, 2 x CPUs) pages
 * (lib/percpu_counter.c).
 */
export function rssBound(cpus: number): number {
  return COUNTERS * cpus * Math.max(32, 2 * cpus) * PAGE;
}

function identity({ pid, startTime }: ProcessReading): string {
  return `${pid}@${startTime}`;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
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
