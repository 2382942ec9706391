import { jStat } from 'jstat';
import { Matrix, pseudoInverse } from 'ml-matrix';

/** One observation: the row of the model, what was measured, and its weight (1 / variance, up to a factor). */
export interface Row {
  readonly x: readonly number[];
  readonly y: number;
  readonly weight: number;
}

/** A variance (of weight 1) and the degrees of freedom it rests on. */
export interface Noise {
  readonly variance: number;
  readonly df: number;
}

/** Weighted least squares: the coefficients, and the standard error of a combination of them per unit of noise. */
export interface Fit {
  readonly coefficients: readonly number[];
  readonly residual: Noise;
  /** Standard error of coefficient `i` where the noise has this standard deviation. */
  error(i: number, sd: number): number;
}

export function leastSquares(rows: readonly Row[]): Fit {
  const scaled = new Matrix(rows.map(({ x, weight }) => x.map((value) => value * Math.sqrt(weight))));
  const y = Matrix.columnVector(rows.map((row) => row.y * Math.sqrt(row.weight)));
  // By singular values: columns that say nearly the same do no harm.
  const covariance = pseudoInverse(scaled.transpose().mmul(scaled));
  const coefficients = covariance.mmul(scaled.transpose()).mmul(y).to1DArray();
  const missed = y.sub(scaled.mmul(Matrix.columnVector(coefficients))).to1DArray();
  const df = Math.max(0, rows.length - coefficients.length);
  const squares = missed.reduce((sum, value) => sum + value * value, 0);
  return {
    coefficients,
    residual: { variance: df === 0 ? Number.POSITIVE_INFINITY : squares / df, df },
    error: (i, sd) => sd * Math.sqrt(Math.max(0, covariance.get(i, i))),
  };
}

/**
 * Noise between starts of the same size, which no model can explain. null where no size has two. `taken`: degrees of freedom
 * that were spent before, on the luck of each start.
 */
export function pureNoise(groups: readonly (readonly Row[])[], taken = 0): Noise | null {
  let [squares, df] = [0, -taken];
  for (const rows of groups) {
    const center = rows.reduce((sum, { y }) => sum + y, 0) / rows.length;
    for (const { y, weight } of rows) squares += weight * (y - center) ** 2;
    df += rows.length - 1;
  }
  return df <= 0 ? null : { variance: squares / df, df };
}

/** Below this chance, noise of the run is told from the profile's. */
const OTHER_NOISE = 1e-3;

/**
 * The noise to judge by: the run's and the profile's degrees of freedom together with the larger variance of the two; the
 * run's alone where it is plainly noisier than the profile was, because then the profile says nothing about this host.
 */
export function together(run: Noise | null, profile: Noise | null): Noise | null {
  if (run === null || profile === null) return run ?? profile;
  const ratio = profile.variance === 0 ? Number.POSITIVE_INFINITY : run.variance / profile.variance;
  if (run.variance > 0 && ratio > jStat.centralF.inv(1 - OTHER_NOISE, run.df, profile.df)) return run;
  return { variance: Math.max(run.variance, profile.variance), df: run.df + profile.df };
}
