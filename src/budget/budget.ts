import { leastSquares, type Noise, type Row, together } from '../report/fit';
import type { Metric, Point } from '../report/points';
import { FAIL_ALPHA, LAST_STAGE, PASS_ALPHA, standardErrors } from './alpha';
import type { Judgement } from './judgement';

/**
 * Two fifths of the regression that must be caught, +10 % CPU where a command costs 5 ms or more and +1 MiB: nearer to the
 * profile than to the regression, because an alarm must be surer than a pass. What many sessions hold is a sum that grows with
 * them, so it has a share too.
 */
export const MARGIN = { share: 0.04, cpuMs: 0.2, bytes: 400 * 1024 } as const;

/**
 * Where starts of the unchanged server differ so much that this cannot be told, the margin is that many of their standard
 * deviations: about what six starts against six of a profile can tell from nothing. The alternative is a verdict that is always
 * open. What is then the smallest regression that is caught stands in the profile, as its noise.
 */
const NOISES = 3;

/** What a profile says of one cost: at each size, and how certain that is. */
export interface Expected {
  /** The cost at each point, as the profile has it (ms, bytes). */
  readonly costs: readonly number[];
  /** Standard deviation between starts of what `departures` says: a share of the cost for cpu, bytes otherwise. */
  readonly noise: number;
  /** That of one size about what its start has in common with the others; null where the profile does not know it. */
  readonly scatter: number | null;
  /** Server starts it was taken from. */
  readonly starts: number;
}

/** A judgement, and whether the server is so much better that the profile should be tightened. */
type Departure = Judgement & { readonly better: boolean };

/** Such a one, and whether it is of the largest size alone. */
export type BudgetJudgement = Departure & { readonly isOfLargest: boolean };

/**
 * Has a cost left its profile? Over all sizes, and CPU time at the largest one alone, too: what has come to grow by another order is little
 * at most sizes, and growth by itself, which knows nothing of what the server has cost, sees it late. (Of memory growth sees it, and one
 * size of it scatters so much that each gate would need further starts.) Fails where either does; passes where both do.
 * `points` are in the order of their sizes, as `pointsOf` gives them.
 */
export function judgeBudget(points: readonly Point[], expected: Expected, metric: Metric): BudgetJudgement {
  const whole = { ...judgeDeparture(points, expected, metric), isOfLargest: false };
  const both = metric === 'cpu' ? [whole, ...atLargest(points, expected)] : [whole];
  const first = (wanted: Judgement['outcome']) => both.find(({ outcome }) => outcome === wanted);
  return first('fail') ?? first('inconclusive') ?? whole;
}

/** CPU time of the last of the points, which no other size averages; none where its noise is not known, or it is the only one. */
function atLargest(points: readonly Point[], expected: Expected): BudgetJudgement[] {
  const { costs, noise, scatter } = expected;
  if (scatter === null || points.length < 2) return [];
  const alone = { ...expected, costs: costs.slice(-1), noise: Math.hypot(noise, scatter) };
  return [{ ...judgeDeparture(points.slice(-1), alone, 'cpu'), isOfLargest: true }];
}

/**
 * One number is judged over these sizes: by what factor cpu, by how many bytes memory differs
 * from the profile; what sessions hold, by how many bytes each, for what the first one brings is not theirs. It is told as
 * the cost at the largest size. What the kernel's counters are off by is not added: the same counters took the profile, and how they
 * differ from start to start is in its noise (of Dovecot's seven processes they may be off by 2.75 MiB together, and its starts by 12 KiB).
 * Fails where the lower bound is above the margin, without any one server start too; passes where the upper bound is below it, or, while there may be further starts, below
 * what the last look could tell from the margin: where that is excluded, no further start would turn the gate red.
 */
function judgeDeparture(points: readonly Point[], expected: Expected, metric: Metric): Departure {
  const top = expected.costs.reduce((most, cost) => Math.max(most, cost), 0);
  const each = departures(points, expected.costs, metric);
  const profile: Noise = { variance: expected.noise ** 2, df: Math.max(1, expected.starts - 1) };
  const noise = together(varianceOf(each), profile) ?? profile;
  const { estimate, error, df } = estimateOf(each, noise, expected.starts);
  const isShare = metric === 'cpu';
  const change = (by: number) => (isShare ? top * by : top + by);
  const margin = Math.max(marginOf(metric, top), NOISES * expected.noise * (isShare ? top : 1));
  const allowed = top + margin;
  const lowerOf = (one: Estimate) => change(one.estimate - standardErrors(FAIL_ALPHA, one.df) * one.error);
  const excluded = allowed + stillToFind(each.length, noise, expected.starts) * (isShare ? top : 1);
  const lower = lowerOf({ estimate, error, df });
  const upper = change(estimate + standardErrors(PASS_ALPHA, df) * error);
  const better = upper < top - (allowed - top);
  const figures = { allowed, lower, upper, noise: isShare ? error * top : error };
  if (upper <= excluded) return { ...figures, allowed: excluded, better, outcome: 'pass', open: '' };
  const holds = () =>
    each.every((_, out) => {
      const others = each.filter((_, i) => i !== out);
      return others.length > 0 && lowerOf(estimateOf(others, noise, expected.starts)) > allowed;
    });
  if (lower > allowed && holds()) return { ...figures, better, outcome: 'fail', open: '' };
  return { ...figures, better, outcome: 'inconclusive', open: 'the bounds hold the budget between them' };
}

/**
 * By what factor cpu, by how many bytes memory differs from these costs on each server start: one number a start, over all its
 * sizes, because they share the start's luck and are no repetitions of each other.
 */
export function departures(points: readonly Point[], costs: readonly number[], metric: Metric): number[] {
  const isShare = metric === 'cpu';
  const top = Math.max(...costs.map(Math.abs));
  const most = Math.max(...points.map(({ variables }) => variables.U));
  // Of maddy's server starts a quarter hold 0.95 MiB more of any number of sessions: the first one brings it, or something before did.
  const brought = metric === 'held' && points.length > 1 ? [1] : [];
  const starts = [...new Set(points.flatMap((point) => point.starts))];
  return starts.map((start) => {
    const rows = points.flatMap(({ values, starts: of, variables: { U } }, i): Row[] => {
      const cost = costs[i] ?? 0;
      const weight = isShare ? 1 / (cost ** 2 + (0.1 * top) ** 2) : 1;
      const x = [isShare ? cost : metric === 'held' ? U / most : 1, ...brought];
      return values.flatMap((y, v) => (of[v] === start ? [{ x, y: isShare ? y : y - cost, weight }] : []));
    });
    return leastSquares(rows).coefficients[0] ?? 0;
  });
}

/**
 * How far above the margin the last look's lower bound must find a cost to fail it: in bytes, or as a share of cpu. 0 at that
 * look. A futility bound of a group-sequential test (Jennison and Turnbull, Group Sequential Methods, 2000, chapter 5).
 */
function stillToFind(starts: number, { variance, df }: Noise, profileStarts: number): number {
  const further = LAST_STAGE - starts;
  if (further <= 0) return 0;
  const error = Math.sqrt(variance * (1 / LAST_STAGE + 1 / profileStarts));
  return standardErrors(FAIL_ALPHA, df + further) * error;
}

/** How far above its profile a cost of this much (ms, bytes) may be. */
export function marginOf(metric: Metric, cost: number): number {
  if (metric === 'cpu') return Math.max(MARGIN.share * cost, MARGIN.cpuMs);
  return metric === 'held' ? Math.max(MARGIN.share * cost, MARGIN.bytes) : MARGIN.bytes;
}

interface Estimate {
  readonly estimate: number;
  readonly error: number;
  readonly df: number;
}

/** The profile's own error counts: it was taken from so many starts only. */
function estimateOf(each: readonly number[], noise: Noise, starts: number): Estimate {
  const estimate = each.reduce((sum, one) => sum + one, 0) / each.length;
  return { estimate, error: Math.sqrt(noise.variance * (1 / each.length + 1 / starts)), df: noise.df };
}

/** Between starts; null from one. */
export function varianceOf(each: readonly number[]): Noise | null {
  const df = each.length - 1;
  if (df < 1) return null;
  const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
  return { variance: each.reduce((sum, one) => sum + (one - mean) ** 2, 0) / df, df };
}
