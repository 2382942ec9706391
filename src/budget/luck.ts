import { type Metric, middle, type Point } from '../report/points';

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
