import { count } from '../units';
import { boxesOf } from './boxes';
import { type Axis, lines } from './lines';
import type { Series } from './series';

// For tests: charts of made-up series.

/** An axis without a unit. */
export const plain = (label: string, more: Partial<Axis> = {}): Axis => ({
  label,
  scale: 'linear',
  say: count,
  ...more,
});

export const chart = (series: Series[], x: Axis, y: Axis, marks = {}) =>
  lines({ title: 'T', x, y, series, ...marks });

/** Every text that is drawn. */
export const texts = (svg: string) => boxesOf(svg).map(({ text }) => text);
