import { bytesAxis, countAxis, timeAxis } from './chart/axes';
import { lines } from './chart/lines';
import type { Series } from './chart/series';
import { oneLine } from './escape';
import type { GrowthLine } from './growth-line';
import type { Figure } from './section';

const METRIC: Readonly<Record<GrowthLine['metric'], string>> = {
  cpu: 'CPU time an execution',
  peak: 'peak RSS above the fresh server',
  kept: 'RSS that stays',
  held: 'RSS of all sessions',
};
const SIZE: Readonly<Record<GrowthLine['size'], string>> = {
  N: 'messages in the mailbox (N)',
  k: 'messages touched (k)',
  B: 'bytes of the messages touched (B)',
  M: 'bytes of the largest message (M)',
  U: 'open sessions (U)',
};

/** What was measured at each size, a point a server start; the law's line, and the most that its verdict allows. */
export function growthPlot({ result, metric, size, measured, law, bound, verdict }: GrowthLine): Figure {
  const inBytes = size === 'B' || size === 'M';
  const name = oneLine(result.name);
  const series: Series[] = [
    { name: 'measured, a point a server start', tone: 0, style: 'points', points: measured },
  ];
  if (law.length > 0)
    series.push({ name: `law ${verdict?.law ?? ''}, fitted`, tone: 0, style: 'line', points: law });
  if (bound !== null)
    series.push({ name: 'the most that is allowed', tone: 4, style: 'dashed', points: bound });
  const judged = verdict === null ? 'not judged' : `${verdict.law ?? ''}: ${verdict.outcome}`;
  return {
    kind: 'figure',
    caption: `${name} (${METRIC[metric]}, ${judged})`,
    svg: lines({
      title: `${name}: ${METRIC[metric]} over ${SIZE[size]}`,
      x: inBytes ? bytesAxis(SIZE[size], { scale: 'log' }) : countAxis(SIZE[size], { scale: 'log' }),
      y: metric === 'cpu' ? timeAxis(METRIC[metric]) : bytesAxis(METRIC[metric]),
      series,
    }),
  };
}
