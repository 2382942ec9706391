import { type Metric, middle, type Point } from '../report/points';
import { FAIL_ALPHA, PASS_ALPHA, standardErrors } from './alpha';
import { leastSquares, type Noise, pureNoise, type Row, together } from './fit';
import type { Judgement } from './judgement';

/**
 * Two fifths of the regression that must be caught, +10 % CPU where a command costs 5 ms or more and +1 MiB: nearer to the
 * profile than to the regression, because an alarm must be surer than a pass. What many sessions hold is a sum that grows with
 * them, so it has a share too.
 */
export const MARGIN = { share: 0.04, cpuMs: 0.2, bytes: 400 * 1024 } as const;

/** What a profile says of one cost: at each size, and how certain that is. */
export interface Expected {
  /** The cost at each point, as the profile has it (ms, bytes). */
  readonly costs: readonly number[];
  /** Standard deviation between starts: a share of the cost for cpu, bytes otherwise. */
  readonly noise: number;
  /** Server starts it was taken from. */
  readonly starts: number;
}

/** A judgement, and whether the server is so much better that the profile should be tightened. */
export type BudgetJudgement = Judgement & { readonly better: boolean };

/**
 * Has a cost left its profile? One number is judged over all sizes: by what factor cpu, by how many bytes memory differs
 * from the profile; what sessions hold, by how many bytes each, for what the first one brings is not theirs. It is told as
 * the cost at the largest size. Fails where the lower bound is above the
 * margin, without any one server start too; passes where the upper bound is below it.
 */
export function judgeBudget(points: readonly Point[], expected: Expected, metric: Metric): BudgetJudgement {
  const top = expected.costs.reduce((most, cost) => Math.max(most, cost), 0);
  const isShare = metric === 'cpu';
  const most = Math.max(...points.map(({ variables }) => variables.U));
  const groups = points.map(({ values, variables: { U } }, i): Row[] => {
    const cost = expected.costs[i] ?? 0;
    const level = isShare ? 1 / (Math.max(cost, middle(values)) ** 2 + (0.1 * top) ** 2) : 1;
    const x = isShare ? cost : metric === 'held' ? U / most : 1;
    return values.map((y) => ({ x: [x], y: isShare ? y : y - cost, weight: level }));
  });
  const profile: Noise = { variance: expected.noise ** 2, df: Math.max(1, expected.starts - 2) };
  const { estimate, error, df } = estimateOf(groups, profile, expected.starts);
  const change = (by: number) => (isShare ? top * by : top + by);
  const margin = marginOf(metric, top);
  const allowed = top + Math.max(margin, ...(isShare ? [0] : points.map(({ bound }) => bound / 2)));
  const lowerOf = (one: Estimate) => change(one.estimate - standardErrors(FAIL_ALPHA, one.df) * one.error);
  const lower = lowerOf({ estimate, error, df });
  const upper = change(estimate + standardErrors(PASS_ALPHA, df) * error);
  const figures = { allowed, lower, upper, noise: isShare ? error * top : error };
  const better = upper < top - (allowed - top);
  if (upper <= allowed) return { ...figures, better, outcome: 'pass', open: '' };
  const alone = groups.flatMap((rows, g) =>
    rows.map((_, r) => groups.map((group, i) => (i === g ? group.filter((_, j) => j !== r) : group))),
  );
  const holds = () =>
    alone.every(
      (left) =>
        lowerOf(
          estimateOf(
            left.filter((rows) => rows.length > 0),
            profile,
            expected.starts,
          ),
        ) > allowed,
    );
  if (lower > allowed && holds()) return { ...figures, better, outcome: 'fail', open: '' };
  return { ...figures, better, outcome: 'inconclusive', open: 'the bounds hold the budget between them' };
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
function estimateOf(groups: readonly Row[][], profile: Noise, starts: number): Estimate {
  const rows = groups.flat();
  const { coefficients, error, residual } = leastSquares(rows);
  const noise = together(pureNoise(groups) ?? residual, profile) ?? profile;
  const own = error(0, Math.sqrt(noise.variance));
  return {
    estimate: coefficients[0] ?? 0,
    error: own * Math.sqrt(1 + rows.length / Math.max(1, starts)),
    df: noise.df,
  };
}
