import type { Row } from './fit';
import { type Metric, middle, type Point } from './points';

/**
 * The same points without what all sizes of a start have in common: a factor of its CPU times (a host that was slower for
 * these seconds), a shift of its memory. It says nothing about growth, and would be taken for noise between sizes. `taken` is the
 * number of degrees of freedom that this costs.
 */
export function withoutLuck(
  points: readonly Point[],
  metric: Metric,
): { points: readonly Point[]; taken: number } {
  const isFactor = metric === 'cpu';
  const starts = [...new Set(points.flatMap((point) => point.starts))];
  const lucks = new Map(
    starts.map((start) => {
      const each = points.flatMap(({ values, starts: of }) => {
        const own = values[of.indexOf(start)];
        if (own === undefined) return [];
        return isFactor ? own / middle(values) : own - middle(values);
      });
      return [start, middle(each.filter(Number.isFinite))];
    }),
  );
  return {
    points: points.map((point) => ({
      ...point,
      values: point.values.map((value, i) => {
        const luck = lucks.get(point.starts[i] ?? 0) ?? 0;
        return isFactor ? value / (luck > 0 ? luck : 1) : value - luck;
      }),
    })),
    taken: Math.max(0, starts.length - 1),
  };
}

/** What was measured as rows without a model, a group a size: CPU noise grows with the cost, down to a tenth of the largest. */
export function rowsOf(points: readonly Point[], metric: Metric): Row[][] {
  const levels = points.map(({ values }) => middle(values));
  const top = Math.max(...levels.map(Math.abs));
  return points.map(({ values }, i) => {
    const weight = metric === 'cpu' ? 1 / ((levels[i] ?? 0) ** 2 + (0.1 * top) ** 2) : 1;
    return values.map((y) => ({ x: [], y, weight }));
  });
}
