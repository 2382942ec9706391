import { atOnce } from '../../meter/at-once';
import { bytesAxis, countAxis, timeAxis } from '../chart/axes';
import { lines } from '../chart/lines';
import type { Block } from '../section';
import type { PopulationsData } from './populations-schema';

/** Who was connected over time, and what the server held meanwhile. */
export function overTime({ poll, push }: PopulationsData): Block[] {
  const there = atOnce(poll.polls.map(({ fromMs, toMs }) => [fromMs, toMs] as const));
  const rss = (points: PopulationsData['poll']['points']) =>
    points.map(([ms, , bytes]) => [ms, bytes] as const);
  const memory = [
    { name: 'poll', style: 'line' as const, points: rss(poll.points) },
    { name: 'push', style: 'line' as const, points: rss(push.points) },
  ].filter(({ points }) => points.length > 0);
  return [
    {
      kind: 'figure',
      caption: 'Clients of the poll population that were connected at once.',
      svg: lines({
        title: 'Polling clients at once',
        x: timeAxis('time', { reach: [0, poll.lastedMs] }),
        y: countAxis('connected at once'),
        series: [{ name: 'connected', style: 'step', points: there }],
      }),
    },
    ...(memory.length === 0
      ? []
      : [
          {
            kind: 'figure' as const,
            caption:
              'RSS of the whole server while clients poll, and while as many log in one after the other and idle; each on a fresh server.',
            svg: lines({ title: 'RSS over time', x: timeAxis('time'), y: bytesAxis('RSS'), series: memory }),
          },
        ]),
  ];
}
