/**
 * The empirical distribution function: at each value, which share of the values is not above it. For `lines` with style
 * `step`; it begins with 0 at the smallest value.
 */
export function ecdf(values: readonly number[]): (readonly [value: number, share: number])[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [least] = sorted;
  if (least === undefined) return [];
  return [[least, 0], ...sorted.map((value, at) => [value, (at + 1) / sorted.length] as const)];
}
