import { meanOverStarts } from './slope';

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
  const found = meanOverStarts(logs);
  if (found === null || found.halfWidth === null) return null;
  const { value, halfWidth } = found;
  return {
    value: Math.exp(value),
    low: Math.exp(value - halfWidth),
    high: Math.exp(value + halfWidth),
    pairs: logs.length,
  };
}
