import { leastSquares, type Noise, pureNoise, type Row, together } from '../report/fit';
import { rowsOf, withoutLuck } from '../report/luck';
import { type Metric, middle, type Point } from '../report/points';
import { last, seriesOf } from '../report/series';
import type { Term } from '../scenario/laws';
import { FAIL_ALPHA, LAST_STAGE, PASS_ALPHA, standardErrors } from './alpha';
import type { Judgement } from './judgement';

/**
 * The part above the law may be this share of the cost at the largest size. Above a law that rises, k log k has about a
 * quarter and k^2 all; above a level one, nothing has a reason to rise.
 */
export const SHARE = { level: 0.25, rising: 0.4 } as const;
/** ... but never less than that (ms, bytes): below, it is not worth a red gate. */
const FLOOR: Readonly<Record<Metric, number>> = {
  cpu: 0.5,
  peak: 1024 ** 2,
  kept: 1024 ** 2,
  held: 1024 ** 2,
};
/** Chance of a step that does not count: each of the last doublings must show growth by itself. */
const STEP_ALPHA = 0.05;
const LAST_SIZES = 3;

/**
 * Does a cost follow its law? cost = fixed + terms of the law + the part above it. It fails where, at the largest size,
 * the lower bound of that part is above what is allowed, without any one server start too, and each of the last two doublings
 * shows it as well (a plateau of a garbage collector does not). It passes where the upper bound is below, over all
 * sizes or over the last three, or, while there may be further starts, below what the last look could tell from what is allowed. Throws RangeError where the sizes do not allow a judgement.
 */
export function judgeGrowth(
  given: readonly Point[],
  terms: readonly Term[],
  metric: Metric,
  profile: Noise | null = null,
): Judgement {
  const { points: raw, series } = seriesOf(given, terms);
  const { points, taken } = withoutLuck(raw, metric);
  const top = Math.max(...points.map(({ values }) => Math.abs(middle(values))));
  const groups = rowsOf(points, metric).map((rows, i) =>
    rows.map((row): Row => ({ ...row, x: [...(series.law[i] ?? []), series.above[i] ?? 0] })),
  );
  const share = series.law.some(([, term]) => term !== undefined) ? SHARE.rising : SHARE.level;
  // A profile knows by measurement how much sizes scatter between starts, and with it what the kernel's counters are off by.
  const off = profile === null ? points.map(({ bound }) => bound) : [];
  const allowed = Math.max(share * top, FLOOR[metric], ...off);
  const noise = noiseOf(groups, profile, taken);
  const whole = bounds(groups, noise);
  const tail = bounds(groups.slice(-LAST_SIZES), noise);
  const above = { allowed, lower: whole.lower, upper: whole.upper, noise: whole.error };
  const within = [whole, tail].find(({ upper, error }) => upper <= allowed + stillToFind(groups, error));
  if (within !== undefined)
    return { ...above, allowed: Math.max(allowed, within.upper), outcome: 'pass', open: '' };
  if (whole.lower > allowed && stepsUp(groups, noise, allowed) && !hangsOnOneStart(groups, noise, allowed))
    return { ...above, outcome: 'fail', open: '' };
  return { ...above, outcome: 'inconclusive', open: 'the bounds hold what is allowed between them' };
}

interface Bounds {
  readonly lower: number;
  readonly upper: number;
  readonly error: number;
}

/** Bounds of the part above the law at the largest size: the last coefficient, as all columns are shares. */
function bounds(groups: readonly Row[][], noise: Noise): Bounds {
  const { coefficients, error } = leastSquares(groups.flat());
  const estimate = last(coefficients);
  const spread = error(coefficients.length - 1, Math.sqrt(noise.variance));
  return {
    lower: estimate - standardErrors(FAIL_ALPHA, noise.df) * spread,
    upper: estimate + standardErrors(PASS_ALPHA, noise.df) * spread,
    error: spread,
  };
}

/** As for budgets: how far above what is allowed the last look must find a growth to fail it. `error` is that of this look. */
function stillToFind(groups: readonly Row[][], error: number): number {
  const starts = Math.max(...groups.map((rows) => rows.length));
  if (starts >= LAST_STAGE) return 0;
  const df = (LAST_STAGE - 1) * (groups.length - 1);
  return standardErrors(FAIL_ALPHA, df) * error * Math.sqrt(starts / LAST_STAGE);
}

/** Of one start it is the profile's: what the fit misses there may be the growth itself, and that is what is looked for. */
function noiseOf(groups: readonly Row[][], profile: Noise | null, taken: number): Noise {
  return together(pureNoise(groups, taken), profile) ?? leastSquares(groups.flat()).residual;
}

/** Whether the last two doublings each cost more than the law and what is allowed above it permit. */
function stepsUp(groups: readonly Row[][], noise: Noise, allowed: number): boolean {
  const law = (group: readonly Row[] | undefined) => group?.[0]?.x.slice(0, -1) ?? [];
  const lawVaries = law(groups.at(-1)).some((value, i) => value !== law(groups.at(-2))[i]);
  // A step on a level law needs two sizes; the bend of a rising one needs three.
  const span = lawVaries ? 3 : 2;
  return [groups.slice(-span), groups.slice(-span - 1, -1)].every((few) => {
    const rows = few.flat();
    const { coefficients, error } = leastSquares(rows);
    const spread = error(coefficients.length - 1, Math.sqrt(noise.variance));
    return last(coefficients) - standardErrors(STEP_ALPHA, noise.df) * spread > allowed / 2;
  });
}

/** One start out of luck may not turn the gate red. The noise is that of all starts: of two alone none is known. */
function hangsOnOneStart(groups: readonly Row[][], noise: Noise, allowed: number): boolean {
  const starts = Math.max(...groups.map((rows) => rows.length));
  return Array.from({ length: starts }, (_, start) => start).some((start) => {
    const kept = groups.map((rows) => rows.filter((_, r) => r !== start)).filter((rows) => rows.length > 0);
    return kept.length === 0 || bounds(kept, noise).lower <= allowed;
  });
}
