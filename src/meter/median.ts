/** Middle of the values; of an even number of them, the mean of the two in the middle. null where there is none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}

/** The same of values that there are. Throws RangeError where there is none. */
export function median(values: readonly number[]): number {
  const found = medianOf(values);
  if (found === null) throw new RangeError('the median of nothing');
  return found;
}
