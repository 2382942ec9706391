import { mostAtOnce } from '../../meter/at-once';
import { fullestBin } from '../../meter/balls';
import { medianOf } from '../../meter/median';
import { NOT_TAKEN } from '../columns';
import type { Block, Cell } from '../section';
import { count, milliseconds } from '../units';
import { requestWords } from './login-tables';
import { drawnAtMost, percent } from './populations-chance';
import { overTime } from './populations-charts';
import { dearerClaim } from './populations-dearer';
import { pollPeak, spansOf } from './populations-peak';
import type { PopulationsData } from './populations-schema';
import { byteCell, timeCell } from './words';

/** The real thing on a compressed axis: both populations, of the same size, on this server. */
export function realBlocks(data: PopulationsData): Block[] {
  const { clients, factor, periodMs, tickMs, rounds, seed, poll } = data;
  const failed =
    poll.failed.length === 0
      ? ''
      : ` ${count(poll.failed.length)} polls failed, the first: ${poll.failed[0]}.`;
  return [
    {
      kind: 'paragraph',
      text: `The real thing, with ${count(clients)} clients, each a user of its own with an empty INBOX, on an axis ${count(factor)} times as fast: a period is ${milliseconds(periodMs)} and a poll lasts at least ${milliseconds(tickMs)}. Each client polls at a moment of its own, drawn from the seed ${seed}, the same in each of ${count(rounds)} ${rounds === 1 ? 'period' : 'periods'}. Then as many users idle.${failed}`,
    },
    comparison(data),
    ...overTime(data),
    { kind: 'paragraph', text: observed(data) },
    { kind: 'list', items: distortions(data) },
    dearerClaim(data),
  ];
}

function comparison({ poll, push, clients }: PopulationsData): Block {
  const spans = spansOf({ poll });
  const there = spans.reduce((sum, [from, to]) => sum + to - from, 0) / poll.lastedMs;
  const last = push.readings.at(-1);
  const rise =
    last && last.rssBytes !== null && push.before.rssBytes !== null
      ? last.rssBytes - push.before.rssBytes
      : null;
  const kept =
    poll.after.rssBytes !== null && poll.before.rssBytes !== null
      ? poll.after.rssBytes - poll.before.rssBytes
      : null;
  const row = (name: string, pollCell: Cell, pushCell: Cell): Cell[] => [name, pollCell, pushCell];
  const busy = (cpuMs: number, lastedMs: number): Cell => ({
    text: percent(cpuMs / lastedMs),
    value: cpuMs / lastedMs,
  });
  return {
    kind: 'table',
    caption: `${count(clients)} clients who poll, and ${count(push.opened)} who idle, on the same server. RSS is above the same server with nobody there, after logins had left its memory where it was.${push.refused === null ? '' : ` Push ended early: ${push.refused}.`}`,
    heads: ['', 'poll', 'push'],
    rows: [
      row('most at once', count(mostAtOnce(spans)), count(push.opened)),
      row('at once on average', there.toFixed(2), count(push.opened)),
      row('RSS at its peak', byteCell(pollPeak(poll)), byteCell(rise)),
      row('RSS afterwards', byteCell(kept), NOT_TAKEN),
      row('CPU, of one core', busy(poll.cpuMs, poll.lastedMs), busy(push.cpuMs, push.lastedMs)),
      row(
        'CPU to open a session',
        timeCell(poll.polls.length === 0 ? null : poll.cpuMs / poll.polls.length),
        timeCell(push.opened === 0 ? null : push.openingCpuMs / push.opened),
      ),
      row('storage requests meanwhile', requestWords(poll.requests), requestWords(push.requests)),
    ],
  };
}

/** What was seen, and what was to be expected of so many clients with polls that lasted so long. */
function observed({ poll, sliding, clients, periodMs, tickMs }: PopulationsData): string {
  const spans = spansOf({ poll });
  const lengths = spans.map(([from, to]) => to - from);
  const typical = medianOf(lengths);
  if (typical === null || lengths.length === 0) return 'No poll came to its end.';
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  const most = mostAtOnce(spans);
  const ticks = Math.max(1, Math.round(periodMs / mean));
  const binned = fullestBin(clients, ticks)[most] ?? 1;
  return `A poll was connected for ${milliseconds(typical)} at the median and ${milliseconds(Math.max(...lengths))} at most, where ${milliseconds(tickMs)} were wanted. ${count(most)} were connected at once at most. With polls as long as these, ${percent(drawnAtMost(sliding.here, most))} of ${count(sliding.here.draws)} draws stay at or below that, and ${percent(drawnAtMost(sliding.here, most - 1))} stay below it; ${count(clients)} balls in ${count(ticks)} bins (the period over the mean poll) stay at or below it with a chance of ${percent(binned)}.`;
}

/** What the compressed axis changes, for better or worse. */
function distortions({ clients, factor, tickMs, periodMs }: PopulationsData): string[] {
  const asOften = clients * factor;
  return [
    `The time between polls shrinks ${count(factor)}-fold and the work of a poll does not: ${count(clients)} clients log in as often here as ${count(asOften)} do in 5 minutes. CPU of one core is that of ${count(asOften)} clients; the number at once is that of ${count(clients)}.`,
    `A poll that takes the server longer than ${milliseconds(tickMs)} lasts longer than its share of the period: then more are there at once than in 5 minutes, and they make each other wait. The draws know the lengths as they were, not that crowds make them longer.`,
    `Memory that a server gives back by time (garbage collectors: seconds to minutes) stays longer in terms of the period of ${milliseconds(periodMs)}.`,
    'Every client keeps its moment in each period, as a mail program with a timer does. Real ones also flock: at a full hour, after an outage of the network.',
  ];
}
