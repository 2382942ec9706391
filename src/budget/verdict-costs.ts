import type { Noise } from '../report/fit';
import type { Metric, Point } from '../report/points';
import type { Verdict } from '../report/schema';
import { evaluate } from '../scenario/formula';
import { type Laws, termsOf } from '../scenario/laws';
import type { SeriesName } from '../scenario/sizes';
import { FAIL_ALPHA, furtherStarts } from './alpha';
import { type BudgetJudgement, judgeBudget } from './budget';
import { judgeGrowth } from './growth';
import type { Judgement } from './judgement';
import { A_STEP, type Exception, entryFor, type Profile } from './profile';

/** What one metric of a scenario over its sizes is judged by. */
export interface CostOrder {
  readonly name: string;
  readonly series: SeriesName;
  readonly metric: Metric;
  readonly points: readonly Point[];
  readonly laws: Laws & { readonly because: string };
  readonly profile: Profile;
  /** Whether the profile is of this image, and for cpu of this CPU. */
  readonly isProfiled: boolean;
  /** By what the profile's costs are multiplied before they are compared: the host's speed now, for cpu. */
  readonly scale: number;
  readonly reproduce: string;
  /** Why the host is unfit to judge this metric; null where it is fit. */
  readonly unfit: string | null;
  readonly needed: Set<Exception>;
}

/**
 * Growth of a cost: by the law, and where that is not kept by the law of the server's exception. Where that speaks of a step, growth
 * is not judged: a budget judges the same cost, and where there is none, being of another image or CPU, nothing does: its reason.
 */
export function growthVerdict(order: CostOrder): Verdict | { readonly unjudged: string } {
  const { metric, laws, profile, name, needed } = order;
  const which = metric === 'cpu' ? 'cpu' : 'memory';
  const byLaw = grown(order, laws[which], laws.because);
  const exception = profile.exceptions.find((one) => one.scenario === name && one[which] !== undefined);
  // A departure may be too small to be sure of, and is known all the same.
  if (['pass', 'unfit'].includes(byLaw.outcome) || exception?.[which] === undefined) return byLaw;
  needed.add(exception);
  const { expected, actual } = byLaw;
  const model = { law: laws[which], expected, actual };
  if (exception[which] === A_STEP) {
    if (profiled(order) === undefined)
      return { unjudged: `a step is known of it (${exception.because}), and no budget judges it here` };
    return { ...byLaw, further: null, because: exception.because, outcome: 'exception', model };
  }
  const known = grown(order, exception[which], exception.because);
  return known.outcome === 'pass' ? { ...known, outcome: 'exception', model } : known;
}

function grown(order: CostOrder, law: string, because: string): Verdict {
  const open = blank(order, 'growth', law, because);
  const few = tooFew(order);
  if (few !== null) return { ...open, because: few, further: furtherOf(order) };
  try {
    return decided(open, judgeGrowth(order.points, termsOf(law), order.metric, scatterOf(order)), order);
  } catch (error) {
    if (error instanceof RangeError) return { ...open, because: error.message };
    throw error;
  }
}

/** What the profile says of this cost; undefined where it says nothing, or is of another image or CPU. */
function profiled({ isProfiled, profile, name, series, metric }: CostOrder) {
  return isProfiled ? entryFor(profile, name, series)?.[metric] : undefined;
}

/** The profile's noise between sizes; its degrees of freedom are those that starts and sizes leave. */
function scatterOf(order: CostOrder): Noise | null {
  const { metric, points } = order;
  const entry = profiled(order);
  if (entry?.scatter === undefined) return null;
  return {
    variance: amountOf(entry.scatter, metric) ** 2,
    df: (entry.starts - 1) * Math.max(1, points.length - 1),
  };
}

/** A standard deviation as a profile writes it: a share for cpu, bytes otherwise. */
function amountOf(text: string, metric: Metric): number {
  if (metric === 'cpu') return Number.parseFloat(text) / 100;
  return evaluate(text, { N: 0, k: 0, B: 0, M: 0, U: 0 }, 'bytes');
}

/** A cost against the server's profile; null where the profile says nothing of it. Tells where the server got better. */
export function budgetVerdict(order: CostOrder): { verdict: Verdict; better: boolean } | null {
  const { metric, points, profile, name, series } = order;
  const whole = entryFor(profile, name, series);
  const entry = whole?.[metric];
  if (entry === undefined) return null;
  const because = whole?.because ?? 'the profile was measured so';
  const open = blank(order, 'budget', entry.cost, because);
  const few = tooFew(order);
  if (few !== null) return { verdict: { ...open, because: few, further: furtherOf(order) }, better: false };
  const dimension = metric === 'cpu' ? 'time' : 'bytes';
  const judged: BudgetJudgement = judgeBudget(
    points,
    {
      costs: points.map(({ variables }) => order.scale * evaluate(entry.cost, variables, dimension)),
      noise: amountOf(entry.noise, metric),
      scatter: entry.scatter === undefined ? null : amountOf(entry.scatter, metric),
      starts: entry.starts,
    },
    metric,
  );
  const verdict = decided(open, judged, order);
  const where = judged.isOfLargest ? '; judged at the largest size alone' : '';
  return { verdict: { ...verdict, because: `${verdict.because}${where}` }, better: judged.better };
}

function tooFew({ points, metric }: CostOrder): string | null {
  const least = Math.min(...points.map(({ values }) => values.length));
  return least > 0 ? null : `no start of some size has a figure for ${metric}; the samples say why`;
}

function furtherOf({ points }: CostOrder): number {
  return furtherStarts(Math.min(...points.map(({ values }) => values.length)));
}

function decided(open: Verdict, judged: Judgement, order: CostOrder): Verdict {
  const { outcome, allowed, lower, upper, noise } = judged;
  const figures = { ...open, expected: allowed, actual: [lower, upper] as [number, number], noise };
  if (order.unfit !== null) return { ...figures, outcome: 'unfit', because: order.unfit };
  if (outcome !== 'inconclusive') return { ...figures, outcome };
  const further = furtherOf(order);
  const next = further === 0 ? 'it was the last look' : `${further} more server starts a size may decide it`;
  return { ...figures, because: `${judged.open}; ${next}`, further };
}

function blank(
  { metric, points, reproduce }: CostOrder,
  kind: 'growth' | 'budget',
  law: string,
  because: string,
): Verdict {
  return {
    metric,
    kind,
    law,
    operator: '<=',
    expected: null,
    actual: null,
    values: points.flatMap(({ values }) => values),
    unit: metric === 'cpu' ? 'ms' : 'bytes',
    noise: null,
    further: null,
    confidence: 1 - FAIL_ALPHA,
    outcome: 'inconclusive',
    because,
    reproduce,
  };
}
