import { percentile } from './percentile';

/** The smallest of the values that a share `part` (from 0 to 1) of them is not above. Throws RangeError without values. */
export function quantile(values: readonly number[], part: number): number {
  const found = percentile(values, part);
  if (found === null) throw new RangeError('no values');
  return found;
}

export interface Distance {
  /** The largest difference between the two distribution functions: 0 where they are equal, at most 1. */
  readonly share: number;
  /** The value where it is. */
  readonly at: number;
  /** What two random samples of these sizes from one distribution exceed in one case of twenty. */
  readonly byChance: number;
}

/** sqrt(-ln(0.05 / 2) / 2): Smirnov's asymptotic bound at 5 % (N. Smirnov, Ann. Math. Statist. 19, 1948). */
const FIVE_PERCENT = Math.sqrt(-Math.log(0.05 / 2) / 2);

/** The distance of Kolmogorov and Smirnov between two samples. */
export function distance(a: readonly number[], b: readonly number[]): Distance {
  const [one, two] = [[...a].sort((x, y) => x - y), [...b].sort((x, y) => x - y)];
  let [i, j, share, at] = [0, 0, 0, 0];
  while (i < one.length && j < two.length) {
    const value = Math.min(one[i] ?? 0, two[j] ?? 0);
    while (one[i] === value) i += 1;
    while (two[j] === value) j += 1;
    const here = Math.abs(i / one.length - j / two.length);
    if (here > share) [share, at] = [here, value];
  }
  return { share, at, byChance: FIVE_PERCENT * Math.sqrt(1 / one.length + 1 / two.length) };
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
