import { jStat } from 'jstat';

/** One reading: `y` where `x` was set, after a server start. */
export interface Point {
  readonly start: number;
  readonly x: number;
  readonly y: number;
}

/** By how much `y` grows with each unit of `x`; or the mean of what each start gave. */
export interface Slope {
  readonly value: number;
  /** The confidence interval, plus or minus; null from one start, which tells nothing of another. */
  readonly halfWidth: number | null;
  readonly starts: number;
}

export const CONFIDENCE = 0.95;

/**
 * A least-squares slope within each start, then their mean, and Student's t interval over the starts. Readings after one
 * start share its luck (an allocator's steps add up), so they must not count as repetitions: each start gives one number.
 * Source: Matthews, Altman, Campbell, Royston, "Analysis of serial measurements in medical research", BMJ 300 (1990) 230.
 * A start with fewer than two different `x` is left out; null where none remains.
 */
export function slopeOverStarts(points: readonly Point[]): Slope | null {
  const starts = [...new Set(points.map(({ start }) => start))];
  const slopes = starts.map((start) => leastSquares(points.filter((point) => point.start === start)));
  return meanOverStarts(slopes.filter((slope) => slope !== null));
}

/** The mean of one number a start, and Student's t interval; null where there is none. */
export function meanOverStarts(values: readonly number[]): Slope | null {
  const n = values.length;
  if (n === 0) return null;
  const value = mean(values);
  if (n === 1) return { value, halfWidth: null, starts: n };
  const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1));
  const t = jStat.studentt.inv((1 + CONFIDENCE) / 2, n - 1);
  return { value, halfWidth: (t * deviation) / Math.sqrt(n), starts: n };
}

/**
 * A least-squares slope over readings that each have a server start of their own, with Student's t interval on what the line
 * leaves unexplained: a curve that is no line widens it. null where fewer than two `x` differ, and no interval from two readings.
 */
export function slopeOfFreshStarts(points: readonly Omit<Point, 'start'>[]): Slope | null {
  const value = leastSquares(points);
  if (value === null) return null;
  const df = points.length - 2;
  const [x, y] = [mean(points.map((one) => one.x)), mean(points.map((one) => one.y))];
  const sum = (of: (one: Omit<Point, 'start'>) => number) =>
    points.reduce((total, one) => total + of(one) ** 2, 0);
  const missed = sum((one) => one.y - y - value * (one.x - x));
  const error = Math.sqrt(missed / df / sum((one) => one.x - x));
  const halfWidth = df === 0 ? null : jStat.studentt.inv((1 + CONFIDENCE) / 2, df) * error;
  return { value, halfWidth, starts: points.length };
}

function leastSquares(points: readonly Omit<Point, 'start'>[]): number | null {
  const [x, y] = [mean(points.map((one) => one.x)), mean(points.map((one) => one.y))];
  const width = points.reduce((sum, one) => sum + (one.x - x) ** 2, 0);
  if (width === 0) return null;
  return points.reduce((sum, one) => sum + (one.x - x) * (one.y - y), 0) / width;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
