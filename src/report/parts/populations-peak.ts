import type { Span } from '../../meter/at-once';
import type { PopulationsData } from './populations-schema';

export const spansOf = ({ poll }: Pick<PopulationsData, 'poll'>): Span[] =>
  poll.polls.map(({ fromMs, toMs }) => [fromMs, toMs]);

/** VmHWM where it is known; else the highest of what was noted over time. */
export function pollPeak({ peakBytes, points, before }: PopulationsData['poll']): number | null {
  if (peakBytes !== null) return peakBytes;
  if (points.length === 0 || before.rssBytes === null) return null;
  return points.reduce((most, [, , rss]) => Math.max(most, rss), 0) - before.rssBytes;
}
