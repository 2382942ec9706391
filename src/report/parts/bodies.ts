import { lines } from '../chart/lines';
import { middle } from '../points';
import { requestCounts, requestText } from '../requests';
import type { Block, Cell, Table } from '../section';
import { bytes, bytesAtMost, count, milliseconds } from '../units';
import {
  commandsOf,
  FOLLOWS,
  follows,
  oneMailAtATime,
  STEADY_FROM,
  slopeOf,
  slopeText,
} from './bodies-claims';
import { type Bodies, type BodyReading, bodiesSchema } from './bodies-measured';
import { slowBlocks } from './bodies-slow';
import { brokenOffBlocks } from './broken-off';
import { cellOf, NONE } from './cells';
import type { Part } from './part';

/** Whether body queries hold one mail or the mailbox, and whether a slow reader makes the server hold its answer. */
export const bodies: Part<Bodies> = {
  name: 'bodies',
  title: 'Querying bodies',
  schema: bodiesSchema,
  section: (data) => ({
    id: 'querying-bodies',
    title: 'Querying bodies',
    blocks: [
      {
        kind: 'paragraph',
        text: 'The text feared that commands on bodies "may allocate the full mailbox in RAM". Here the mailbox grows while its mails stay as large as they are (B grows, M stays), and then the mails grow while their number stays (M grows): each reading is the first command of a freshly started, warmed server, its peak counted above that server.',
      },
      oneMailAtATime(data),
      figure(data, 'B'),
      slopes(data),
      sizes(data),
      figure(data, 'M'),
      ...slowBlocks(data),
      ...brokenOffBlocks(data.brokenOff),
    ],
  }),
};

const GROWS = { B: 'mailbox', M: 'mail' } as const;

function figure(data: Bodies, series: 'B' | 'M'): Block {
  const medians = commandsOf(data).map((command) => ({
    name: command,
    style: 'line' as const,
    points: sizesOf(data, command, series).map(
      ([size, found]) => [size, middle(found.map(({ peak }) => peak))] as const,
    ),
  }));
  const what = `Peak RSS above the fresh server while the ${GROWS[series]} grows`;
  const axis = { scale: 'log', say: bytes, binary: true } as const;
  return {
    kind: 'figure',
    caption: `${what}${series === 'B' ? ' and its mails stay of one size' : ', two of them in the mailbox'}: lines join the medians of the starts.`,
    svg: lines({
      title: what,
      x: { ...axis, label: series === 'B' ? 'B, bytes of the mailbox' : 'M, bytes of each mail' },
      y: { ...axis, scale: 'linear', label: 'peak RSS above the fresh server' },
      series: medians,
    }),
  };
}

type Found = { readonly peak: number; readonly one: BodyReading };

function sizesOf({ readings }: Bodies, command: string, series: 'B' | 'M'): [size: number, Found[]][] {
  const found = new Map<number, Found[]>();
  for (const one of readings) {
    const peak = one.sample.peakRssBytes;
    if (one.command !== command || one.series !== series || peak === null) continue;
    const size = one.mailbox[series];
    found.set(size, [...(found.get(size) ?? []), { peak, one }]);
  }
  return [...found].sort(([a], [b]) => a - b);
}

function slopes(data: Bodies): Table {
  const answer = { yes: 'follows it', no: 'does not', undecided: 'undecided' };
  return {
    kind: 'table',
    caption: `RAM at the peak for each byte more of the mailbox (from ${bytes(STEADY_FROM)} on) and of its mails, with 95 % intervals; above ${FOLLOWS} it follows the mailbox. A command that one start a size left undecided got more`,
    heads: ['command', 'by byte of mailbox', 'follows it?', 'by byte of each of two mails'],
    rows: commandsOf(data).map((command): Cell[] => {
      const [b, m] = [slopeOf(data, command, 'B'), slopeOf(data, command, 'M')];
      return [
        command,
        { text: slopeText(b), value: b?.value ?? null },
        answer[follows(b)],
        { text: slopeText(m), value: m?.value ?? null },
      ];
    }),
  };
}

function sizes(data: Bodies): Table {
  const rows = (['B', 'M'] as const).flatMap((series) =>
    commandsOf(data).flatMap((command) =>
      sizesOf(data, command, series).map(([, found]): Cell[] => {
        const samples = found.map(({ one }) => one.sample);
        const [first] = found;
        const { N = 0, M = 0, B = 0 } = first?.one.mailbox ?? {};
        const starts = found.length;
        const bound = samples[0]?.bounds.peakRssBytes;
        const cpu = samples.flatMap(({ cpuMs }) => cpuMs ?? []);
        const requests = requestCounts(samples);
        return [
          command,
          { text: `${count(N)} × ${bytes(M)}`, value: B },
          ...peakCells(
            found.map(({ peak }) => peak),
            bound ?? 0,
          ),
          cellOf(cpu.length === 0 ? null : middle(cpu), (value) => milliseconds(value, { starts })),
          requests === null ? NONE : { text: requestText(requests.s3), value: requests.s3.total.high },
        ];
      }),
    ),
  );
  return {
    kind: 'table',
    caption: 'Each command at each size: median and highest over its starts',
    heads: ['command', 'mailbox', 'peak RSS', 'highest', 'CPU', 'S3'],
    rows,
  };
}

/** Median and highest. A median that may be as much as the highest is no reason to think that the highest is known better. */
function peakCells(peaks: readonly number[], bound: number): Cell[] {
  const [median, highest] = [middle(peaks), Math.max(...peaks)];
  const doubt = { bound, starts: peaks.length };
  const isHidden = median < bound && highest >= bound && highest < median + bound;
  return [
    cellOf(median, (value) => bytes(value, doubt)),
    cellOf(highest, (value) => (isHidden ? bytesAtMost(value, bound) : bytes(value, doubt))),
  ];
}
