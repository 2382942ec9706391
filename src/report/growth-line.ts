import { type Term, termsOf } from '../scenario/laws';
import { leastSquares } from './fit';
import { rowsOf, withoutLuck } from './luck';
import { bySize, type Metric, pointsOf } from './points';
import { type Results, type ScenarioResult, seriesKeyOf, type Verdict } from './schema';
import { seriesOf } from './series';

/** One metric of a scenario over the sizes of a series: what was measured, and what its growth verdict was made of. */
export interface GrowthLine {
  readonly result: ScenarioResult;
  readonly metric: Metric;
  /** The variable that grows the most. */
  readonly size: Term;
  /** One a server start and size. */
  readonly measured: readonly (readonly [size: number, value: number])[];
  /** The law's part of the fit; empty where there is no verdict, or no law to fit. */
  readonly law: readonly (readonly [size: number, value: number])[];
  /** The same with what the verdict allows above it; null where the verdict says no amount. */
  readonly bound: readonly (readonly [size: number, value: number])[] | null;
  readonly verdict: Verdict | null;
}

/** Of each series that doubles, in the order of the results: CPU time and peak, or what sessions hold together. */
export function growthLines(results: Results): GrowthLine[] {
  const series = new Map<string, ScenarioResult[]>();
  for (const one of results.scenarios) {
    if (one.status !== 'measured') continue;
    const key = seriesKeyOf(one);
    series.set(key, [...(series.get(key) ?? []), one]);
  }
  return [...series.values()].flatMap((sizes) => {
    const largest = [...sizes].sort((a, b) => bySize(a.variables, b.variables)).at(-1);
    if (largest === undefined || sizes.length < 3) return [];
    const metrics: readonly Metric[] = largest.series === 'sessions' ? ['held'] : ['cpu', 'peak'];
    return metrics.flatMap((metric) => lineOf(sizes, largest, metric) ?? []);
  });
}

/** Between two sizes, so that a straight law is no broken line on a logarithmic axis. */
const BETWEEN = [0, 0.25, 0.5, 0.75];

function lineOf(sizes: readonly ScenarioResult[], result: ScenarioResult, metric: Metric): GrowthLine | null {
  const given = pointsOf(sizes, metric);
  if (given.some(({ values }) => values.length === 0)) return null;
  const verdict =
    sizes.flatMap(({ verdicts }) => verdicts).find((one) => one.metric === metric && one.kind === 'growth') ??
    null;
  const laid = laidOut(given, verdict?.law ?? 'O(1)');
  if (laid === null) return null;
  const { points, series, hasLaw } = laid;
  const size = series.size;
  const at = points.map(({ variables }) => variables[size]);
  const measured = points.flatMap(({ values }, i) => values.map((value) => [at[i] ?? 0, value] as const));
  if (verdict === null || !hasLaw) return { result, metric, size, measured, law: [], bound: null, verdict };
  // As it was judged (src/budget/growth.ts): the fixed cost, the law's terms, and the part above them, fitted together.
  const rows = rowsOf(withoutLuck(points, metric).points, metric).flatMap((group, i) =>
    group.map((row) => ({ ...row, x: [...(series.law[i] ?? []), series.above[i] ?? 0] })),
  );
  const { coefficients } = leastSquares(rows);
  const lawAt = (i: number) =>
    (series.law[i] ?? []).reduce((sum, share, term) => sum + share * (coefficients[term] ?? 0), 0);
  const allowed = typeof verdict.expected === 'number' ? verdict.expected : null;
  const drawn = at.flatMap((_, i) =>
    i < at.length - 1 ? BETWEEN.map((part) => ({ i, part })) : [{ i, part: 0 }],
  );
  const line = (value: (i: number) => number) =>
    drawn.map(({ i, part }) => {
      const mixed = (of: (i: number) => number) =>
        part === 0 ? of(i) : (1 - part) * of(i) + part * of(i + 1);
      return [mixed((j) => at[j] ?? 0), mixed(value)] as const;
    });
  return {
    result,
    metric,
    size,
    measured,
    law: line(lawAt),
    bound: allowed === null ? null : line((i) => lawAt(i) + allowed * (series.above[i] ?? 0)),
    verdict,
  };
}

/** null where the sizes do not double; a law in words, such as `a step`, has no line. */
function laidOut(given: Parameters<typeof seriesOf>[0], law: string) {
  try {
    return { ...seriesOf(given, termsOf(law)), hasLaw: true };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  try {
    return { ...seriesOf(given, []), hasLaw: false };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}
