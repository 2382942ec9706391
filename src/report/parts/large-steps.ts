import { bytes } from '../units';
import { at, megabytes, READABLE_FROM, sizesOf } from './large-figures';
import type { Large, Way } from './large-measured';

/** Memory that does not follow the size of the mail but jumps between two sizes, from `low` to `high` bytes. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A step: more than half of what the peak rises over all sizes lies between two neighbours of them, by medians over starts. A
 * straight line has less than that between any two. null where there is none, or the rise cannot be told from nothing.
 */
export function stepOf(data: Large, way: Way): Step | null {
  const points = sizesOf(data).flatMap((size) => {
    const peak = size < READABLE_FROM ? null : at(data, way, size, 'peakRssBytes');
    return peak === null ? [] : [{ size, peak }];
  });
  const peaks = points.map(({ peak }) => peak);
  const whole = Math.max(...peaks) - Math.min(...peaks);
  const bounds = data.readings
    .filter((one) => one.way === way)
    .map(({ sample }) => sample.bounds.peakRssBytes ?? 0);
  if (points.length < 4 || whole <= 2 * Math.max(0, ...bounds)) return null;
  const steps = points.slice(1).flatMap(({ size, peak }, i): Step[] => {
    const before = points[i];
    return before === undefined || peak - before.peak <= whole / 2
      ? []
      : [{ from: before.size, to: size, low: before.peak, high: peak }];
  });
  return steps[0] ?? null;
}

/** "3.4 MiB at 15 MB, 20.3 MiB at 20 MB". */
export function stepText({ from, to, low, high }: Step): string {
  return `${bytes(low)} at ${megabytes(from)}, ${bytes(high)} at ${megabytes(to)}`;
}
