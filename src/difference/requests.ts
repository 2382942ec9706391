import type { ScenarioResult } from '../report/schema';

/** Storage requests of one kind at one size of a scenario, an execution, from the fewest to the most. */
export interface RequestChange {
  /** "s3:GetObject" */
  readonly api: string;
  readonly base: readonly [low: number, high: number];
  readonly head: readonly [low: number, high: number];
}

/**
 * Kinds of request of which the head surely makes another number: no execution of the one made as many as any of the other. What
 * a server does in the background by itself is left out. null where either was not counted.
 */
export function requestChanges(
  base: ScenarioResult,
  head: ScenarioResult,
  background: readonly string[],
): RequestChange[] | null {
  const [b, h] = [countsOf(base), countsOf(head)];
  if (b.length === 0 || h.length === 0) return null;
  const apis = new Set([...b, ...h].flatMap((counts) => Object.keys(counts)));
  return [...apis]
    .filter((api) => !background.includes(api))
    .sort()
    .map((api) => ({ api, base: rangeOf(b, api), head: rangeOf(h, api) }))
    .filter((one) => one.head[0] > one.base[1] || one.head[1] < one.base[0]);
}

/** Steady executions: the first after a start opens what is opened lazily. First ones where there are no others. */
function countsOf({ samples }: ScenarioResult): Readonly<Record<string, number>>[] {
  const steady = samples.filter(({ kind }) => kind === 'steady');
  return (steady.length > 0 ? steady : samples).flatMap(({ requests }) =>
    requests === null ? [] : [requests],
  );
}

function rangeOf(
  counts: readonly Readonly<Record<string, number>>[],
  api: string,
): readonly [number, number] {
  const each = counts.map((one) => one[api] ?? 0);
  return [Math.min(...each), Math.max(...each)];
}
