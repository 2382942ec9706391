import { jStat } from 'jstat';
import { CONFIDENCE } from './slope';

/** How many times as much, with its confidence interval. */
export interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
}

/**
 * The geometric mean of a / b over pairs, with Student's t interval on the logarithms: twice as much and half as much cancel.
 * null from fewer than two pairs of positive numbers.
 */
export function ratioOf(pairs: readonly (readonly [a: number, b: number])[]): Ratio | null {
  const logs = pairs.filter(([a, b]) => a > 0 && b > 0).map(([a, b]) => Math.log(a / b));
  const n = logs.length;
  if (n < 2) return null;
  const mean = logs.reduce((sum, log) => sum + log, 0) / n;
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (n - 1));
  const half = (jStat.studentt.inv((1 + CONFIDENCE) / 2, n - 1) * deviation) / Math.sqrt(n);
  return { value: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half), pairs: n };
}
