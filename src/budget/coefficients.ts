import { leastSquares, pureNoise, type Row } from '../report/fit';
import { rowsOf, withoutLuck } from '../report/luck';
import { type Metric, middle, type Point } from '../report/points';
import { varying } from '../report/series';
import type { Term } from '../scenario/laws';
import { departures, varianceOf } from './budget';
import type { ProfileEntry } from './profile';

const MIB = 1024 ** 2;
const DIGITS = 4;
const NOTHING = 1e-4;

/** What a server costs by its own measurement, as a profile writes it. Throws RangeError below two starts a size. */
export function costOfPoints(
  points: readonly Point[],
  terms: readonly Term[],
  metric: Metric,
): NonNullable<ProfileEntry['cpu']> {
  const time = metric === 'cpu';
  const columns = varying(points, terms).slice(0, points.length - 1);
  const top = Math.max(...points.map(({ values }) => Math.abs(middle(values))));
  const groups = rowsOf(points, metric).map((rows, i) =>
    rows.map((row): Row => {
      const { variables } = points[i] as Point;
      return { ...row, x: [1, ...columns.map((term) => scaled(variables[term], term))] };
    }),
  );
  const rows = groups.flat();
  const { coefficients } = leastSquares(rows);
  const [fixed = 0, ...slopes] = coefficients;
  const costs = points.map((_, i) => modelled(coefficients, groups[i]?.[0]));
  const each = departures(points, costs, metric);
  const noise = varianceOf(each);
  if (noise === null) throw new RangeError(`${metric} was taken on one server start: its noise is not known`);
  const parts = slopes.flatMap((slope, i) => {
    const term = columns[i] ?? 'k';
    const most = Math.max(...points.map(({ variables }) => scaled(variables[term], term)));
    // What is nothing at the largest size is the arithmetic's, not the server's.
    return Math.abs(slope * most) > NOTHING * top ? [`${amount(slope, time)} * ${named(term)}`] : [];
  });
  const said = (variance: number) =>
    time ? `${Number((100 * Math.sqrt(variance)).toPrecision(3))} %` : amount(Math.sqrt(variance), false);
  const scatter = scatterOf(points, metric);
  return {
    cost: [amount(fixed, time), ...parts].join(' + ').replaceAll('+ -', '- '),
    noise: said(noise.variance),
    ...(scatter === null ? {} : { scatter: said(scatter) }),
    starts: each.length,
  };
}

/** Variance of a size about what its start has in common with the others, as growth is judged by it; null from one size. */
function scatterOf(given: readonly Point[], metric: Metric): number | null {
  const { points, taken } = withoutLuck(given, metric);
  return pureNoise(rowsOf(points, metric), taken)?.variance ?? null;
}

function modelled(coefficients: readonly number[], row: Row | undefined): number {
  return coefficients.reduce((sum, coefficient, i) => sum + coefficient * (row?.x[i] ?? 0), 0);
}

/** Bytes are counted in MiB, so that no coefficient is a millionth of anything. */
function scaled(value: number, term: Term): number {
  return term === 'B' || term === 'M' ? value / MIB : value;
}

function named(term: Term): string {
  return term === 'B' || term === 'M' ? `${term} / MiB` : term;
}

/** Less than a nanosecond or a byte is the arithmetic's. */
function amount(exact: number, time: boolean): string {
  const value = Math.abs(exact) < (time ? 1e-6 : 1) ? 0 : exact;
  const [unit, size] = time ? ['ms', 1] : Math.abs(value) >= MIB ? ['MiB', MIB] : ['KiB', 1024];
  return `${Number((value / Number(size)).toPrecision(DIGITS))} ${unit}`;
}

/** A count at each size as `a`, `a * k`, `a * k + b` or the same with N, in whole numbers; null where none says it exactly. */
export function countFormula(
  counts: readonly { readonly variables: Point['variables']; readonly count: number }[],
): string | null {
  const [first] = counts;
  if (first === undefined) return null;
  if (counts.every(({ count }) => count === first.count)) return String(first.count);
  for (const term of ['k', 'N'] as const) {
    const last = counts.at(-1) ?? first;
    const slope = (last.count - first.count) / (last.variables[term] - first.variables[term]);
    const fixed = first.count - slope * first.variables[term];
    if (!Number.isInteger(slope) || !Number.isInteger(fixed) || slope <= 0) continue;
    if (!counts.every(({ variables, count }) => count === fixed + slope * variables[term])) continue;
    const times = slope === 1 ? term : `${slope} * ${term}`;
    return fixed === 0 ? times : `${times} ${fixed < 0 ? '-' : '+'} ${Math.abs(fixed)}`;
  }
  return null;
}
