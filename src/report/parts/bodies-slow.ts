import { lines } from '../chart/lines';
import type { Block, Cell } from '../section';
import { bytes, count, milliseconds } from '../units';
import { slopeText, slowSlopeOf, streamedResponses } from './bodies-claims';
import type { Bodies } from './bodies-measured';
import { cellOf, NONE } from './cells';

/** What a server holds for clients that let it wait: drawing, claim and table; nothing where there was none. */
export function slowBlocks(data: Bodies): Block[] {
  if (data.slow.length === 0) return [];
  return [
    {
      kind: 'paragraph',
      text: 'The text feared too that a server which drops each mail after reading still has "an in-memory copy inside the response object awaiting for delivery". So a client asks for everything and then does not read, or reads slowly; it was looked at what the server held when its memory stayed where it was. Buffers of the kernels and of the engine take the first MiB of such an answer: they are no memory of the server.',
    },
    streamedResponses(data),
    {
      kind: 'figure',
      caption:
        'What the server held while the client read nothing of FETCH 1:* BODY.PEEK[], above the fresh server.',
      svg: lines({
        title: 'RSS held for a client that does not read',
        x: { label: 'B, bytes asked for', scale: 'log', say: bytes, binary: true },
        y: { label: 'RSS above the fresh server', scale: 'linear', say: bytes, binary: true },
        series: [
          { name: 'highest', style: 'points', points: unread(data, 'peakRssBytes') },
          { name: 'held when it stayed', style: 'points', points: unread(data, 'heldRssBytes') },
        ],
      }),
    },
    {
      kind: 'table',
      caption: `Clients that let the server wait; of those that read nothing the highest RSS grew by ${slopeText(slowSlopeOf(data, 0))} bytes for each byte asked for`,
      heads: ['client reads', 'asked for', 'taken by then', 'bodies read', 'held', 'highest', 'the rest'],
      rows: data.slow.map((one): Cell[] => [
        one.rate === 0 ? `nothing for ${milliseconds(one.heldMs)}` : `${bytes(one.rate)} a second`,
        { text: bytes(one.mailbox.B), value: one.mailbox.B },
        cellOf(one.receivedBytes, bytes),
        one.bodiesRead === null
          ? NONE
          : { text: `${count(one.bodiesRead)} of ${count(one.mailbox.N)}`, value: one.bodiesRead },
        cellOf(one.heldRssBytes, (value) => bytes(value, { bound: one.boundBytes, starts: 1 })),
        cellOf(one.peakRssBytes, (value) => bytes(value, { bound: one.boundBytes, starts: 1 })),
        one.outcome === 'whole' ? 'came whole' : one.outcome,
      ]),
    },
  ];
}

function unread({ slow }: Bodies, figure: 'peakRssBytes' | 'heldRssBytes'): [number, number][] {
  return slow.flatMap((one) => {
    const value = one[figure];
    return one.rate !== 0 || value === null ? [] : [[one.mailbox.B, value]];
  });
}
