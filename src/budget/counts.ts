import type { Sample, Variables } from '../report/schema';
import type { Limits } from '../scenario/laws';
import { above, type Counts } from '../scenario/limits';

export type Service = 's3' | 'k2v';

/** What storage requests say about their limits. */
export interface CountJudgement {
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  /** `exact` where all executions on two starts or more agree; else a bound on their range. */
  readonly kind: 'exact' | 'bound';
  /** All requests of one execution: the fewest and the most. */
  readonly range: readonly [number, number];
  readonly values: readonly number[];
  /** "100 GetObject", of the execution with the most. */
  readonly seen: string;
  /** What is above which limit, or why nothing is decided; empty where all is well. */
  readonly fault: string;
  /** Server starts that were counted. */
  readonly starts: number;
}

/**
 * Judges the steady executions of one scenario and size; the first after a start is another matter, and shown apart. `background`
 * are endpoints the server calls by time and not by command (`k2v:PollItem`); they are left out.
 */
export function judgeCounts(
  samples: readonly Sample[],
  service: Service,
  limits: Limits,
  variables: Variables,
  background: readonly string[] = [],
): CountJudgement {
  const steady = samples.filter(({ kind }) => kind === 'steady');
  const counted = steady
    .flatMap(({ requests }) => (requests === null ? [] : [requests]))
    .map((requests) => only(requests, service, background));
  const totals = counted.map((counts) => Object.values(counts).reduce((sum, value) => sum + value, 0));
  const most = counted[totals.indexOf(Math.max(...totals))] ?? {};
  const faults = counted.map((counts) => above(counts, limits, variables));
  const starts = new Set(steady.map(({ start }) => start)).size;
  const agree = counted.every((counts) => same(counts, counted[0] ?? {}));
  const base = {
    kind: agree && starts > 1 ? ('exact' as const) : ('bound' as const),
    range: totals.length === 0 ? ([0, 0] as const) : ([Math.min(...totals), Math.max(...totals)] as const),
    values: totals,
    seen: textOf(most),
    starts,
  };
  if (counted.length === 0) {
    const why = samples.map(({ sources }) => sources.requests).find((text) => text !== undefined);
    const fault =
      steady.length === 0 ? 'there is no steady execution' : `no requests were counted: ${why ?? '?'}`;
    return { ...base, outcome: 'inconclusive', fault };
  }
  const fault = faults.find((words) => words.length > 0)?.join(', ') ?? '';
  if (fault === '') return { ...base, outcome: 'pass', fault };
  if (faults.every((words) => words.length > 0)) return { ...base, outcome: 'fail', fault };
  return { ...base, outcome: 'inconclusive', fault: `${fault}, but not in every execution` };
}

function only(requests: Counts, service: Service, background: readonly string[]): Counts {
  return Object.fromEntries(
    Object.entries(requests)
      .filter(([key]) => key.startsWith(`${service}:`) && !background.includes(key))
      .map(([key, value]) => [key.slice(service.length + 1), value]),
  );
}

function same(a: Counts, b: Counts): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((kind) => (a[kind] ?? 0) === (b[kind] ?? 0));
}

function textOf(counts: Counts): string {
  const all = Object.entries(counts).filter(([, value]) => value > 0);
  return all.length === 0
    ? 'none'
    : all.map(([kind, value]) => `${Number(value.toFixed(2))} ${kind}`).join(', ');
}
