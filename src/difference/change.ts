import { jStat } from 'jstat';
import { departures } from '../budget/budget';
import { type Metric, middle, type Point, pointsOf } from '../report/points';
import type { ScenarioResult } from '../report/schema';
import { ratiosInTurn } from './ratios';

/** By how much one cost of a scenario differs between two servers, over all its sizes. */
export interface Change {
  readonly metric: Metric;
  /** The medians at the size where the base costs the most: ms, bytes. */
  readonly base: number;
  readonly head: number;
  /** log(head / base) of CPU time; bytes of what is memory: one number a pair of starts, or of all where starts are no pairs. */
  readonly by: number;
  /** Standard error of `by`, and its degrees of freedom; null of a single pair. */
  readonly error: number | null;
  readonly df: number;
  /** The error of `by` as far as sizes show it that differ among themselves, of CPU time of pairs; else 0. All that is known of one pair. */
  readonly sizesError: number;
  /** Pairs of server starts; of starts that are no pairs, the fewer. */
  readonly pairs: number;
}

/**
 * Compares the sizes of a series that both have. `paired`: the n-th start of one was measured beside the n-th of the other, so what the host
 * did meanwhile did it to both. null where a size in common has no figure, or the base costs nothing.
 */
export function changeOf(
  ofBase: readonly ScenarioResult[],
  ofHead: readonly ScenarioResult[],
  metric: Metric,
  paired: boolean,
): Change | null {
  const head = pointsOf(ofHead, metric);
  const both = pointsOf(ofBase, metric).flatMap((point) => {
    const other = head.find(({ variables }) => sameSize(variables, point.variables));
    return other === undefined ? [] : [[point, other] as const];
  });
  const costs = both.map(([point]) => middle(point.values));
  const top = costs.reduce((most, cost, i) => (cost > (costs[most] ?? 0) ? i : most), 0);
  const [most] = both.slice(top);
  if (most === undefined || both.some((pair) => pair.some(({ values }) => values.length === 0))) return null;
  if (metric === 'cpu' && !((costs[top] ?? 0) > 0)) return null;
  const figures = { metric, base: middle(most[0].values), head: middle(most[1].values) };
  if (metric === 'cpu' && paired) {
    const ratios = ratiosInTurn(ofBase, ofHead);
    if (ratios.length === 0) return null;
    const squares = ratios.reduce((sum, { error }) => sum + error ** 2, 0);
    return {
      ...figures,
      ...ofPairs(ratios.map(({ log }) => log)),
      sizesError: Math.sqrt(squares) / ratios.length,
    };
  }
  const levels = (side: 0 | 1) =>
    departures(
      both.map((pair) => pair[side]),
      costs,
      metric,
    ).map((level) => (metric === 'cpu' ? Math.log(level) : level));
  const [b, h] = [levels(0), levels(1)];
  if ([...b, ...h].some((level) => !Number.isFinite(level))) return null;
  return { ...figures, ...(paired ? ofPairs(differencesOf(b, h)) : ofTwo(b, h)), sizesError: 0 };
}

/** How sure it is that the change is above `limit`, as the chance of seeing this much of it by luck; null where luck is not known. */
export function chanceOfMore({ by, error, df }: Change, limit: number): number | null {
  if (error === null) return null;
  if (error === 0) return by > limit ? 0 : 1;
  return 1 - jStat.studentt.cdf((by - limit) / error, df);
}

/** The same for being below it: the chance of seeing this little by luck. */
export function chanceOfLess(change: Change, limit: number): number | null {
  return chanceOfMore({ ...change, by: -change.by }, -limit);
}

/** Ends of the interval that holds the change in 95 of 100 cases; null where its luck is not known. */
export function intervalOf({ by, error, df }: Change): readonly [low: number, high: number] | null {
  if (error === null) return null;
  const half = error === 0 ? 0 : jStat.studentt.inv(0.975, df) * error;
  return [by - half, by + half];
}

type Size = Point['variables'];

function sameSize(a: Size, b: Size): boolean {
  return a.N === b.N && a.k === b.k && a.B === b.B && a.M === b.M && a.U === b.U;
}

type Estimate = Pick<Change, 'by' | 'error' | 'df' | 'pairs'>;

function differencesOf(base: readonly number[], head: readonly number[]): number[] {
  return base.flatMap((one, i) => (head[i] === undefined ? [] : [head[i] - one]));
}

function ofPairs(each: readonly number[]): Estimate {
  const pairs = each.length;
  const { mean, variance } = momentsOf(each);
  return { by: mean, pairs, df: pairs - 1, error: variance === null ? null : Math.sqrt(variance / pairs) };
}

/** Welch, "The generalization of Student's problem when several different population variances are involved", Biometrika 34, 1947. */
function ofTwo(base: readonly number[], head: readonly number[]): Estimate {
  const [b, h] = [momentsOf(base), momentsOf(head)];
  const pairs = Math.min(base.length, head.length);
  const by = h.mean - b.mean;
  if (b.variance === null || h.variance === null) return { by, pairs, df: 0, error: null };
  const [vb, vh] = [b.variance / base.length, h.variance / head.length];
  const squares = vb ** 2 / (base.length - 1) + vh ** 2 / (head.length - 1);
  const df = squares === 0 ? pairs - 1 : (vb + vh) ** 2 / squares;
  return { by, pairs, df, error: Math.sqrt(vb + vh) };
}

function momentsOf(values: readonly number[]): { mean: number; variance: number | null } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: values.length < 2 ? null : squares / (values.length - 1) };
}
