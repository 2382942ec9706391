import { lines } from '../chart/lines';
import { requestCounts, requestText } from '../requests';
import type { Block, Cell } from '../section';
import { bytes, count, milliseconds } from '../units';
import { brokenOffBlocks } from './broken-off';
import { cellOf, NONE } from './cells';
import { type Attack, type Expensive, expensiveSchema } from './expensive-measured';
import { nameOf, readings } from './expensive-readings';
import type { Part } from './part';
import { percentile } from './percentile';

/** One user who lets the server go through everything, honest or malicious, and what another user feels of it. */
export const expensive: Part<Expensive> = {
  name: 'expensive',
  title: 'The expensive user',
  schema: expensiveSchema,
  section: (data) => ({
    id: 'the-expensive-user',
    title: 'The expensive user',
    blocks: [
      {
        kind: 'paragraph',
        text: `The text: "there is nothing more annoying than a user, honest or malicious, breaking the server while running a resource intensive command". One user with ${count(data.mailbox.N)} mails of ${bytes(data.mailbox.B)} sends one command again and again for some seconds, on one or more connections, each time to a freshly started server. Another user with three small mails meanwhile asks NOOP and FETCH 1 (ENVELOPE), one after the other.`,
      },
      costs(data),
      overTime(data),
      waits(data),
      {
        kind: 'paragraph',
        text: 'Times are of this machine, where server, storage and both clients share the CPUs: they tell one form of attack from another, no more.',
      },
      ...readings(data),
      ...brokenOffBlocks(data.brokenOff),
    ],
  }),
};

/** CPU over the whole attack, as a share of one core. */
export function coreShare({ sample: { cpuMs }, betweenMs }: Attack): number | null {
  return cpuMs === null || betweenMs === 0 ? null : cpuMs / betweenMs;
}

function costs({ attacks }: Expensive): Block {
  return {
    kind: 'table',
    caption:
      'What one user costs: memory above the fresh, warmed server ("still held": while its sessions stay open), CPU as a share of one core',
    heads: ['command × connections', 'peak RSS', 'still held', 'CPU', 'answered', 'S3 requests', 'K2V'],
    rows: attacks.map((one): Cell[] => {
      const { peakRssBytes, retainedRssBytes, bounds } = one.sample;
      const requests = requestCounts([one.sample]);
      const share = coreShare(one);
      return [
        nameOf(one),
        cellOf(peakRssBytes, (value) => bytes(value, { bound: bounds.peakRssBytes, starts: 1 })),
        cellOf(retainedRssBytes, (value) => bytes(value, { bound: bounds.retainedRssBytes, starts: 1 })),
        cellOf(share, (value) => `${Math.round(100 * value)} %`),
        {
          text: `${count(one.answered)} in ${milliseconds(one.lastedMs)}${left(one)}`,
          value: one.answered,
        },
        requests === null ? NONE : { text: requestText(requests.s3), value: requests.s3.total.high },
        requests === null ? NONE : cellOf(requests.k2v.total.high, count),
      ];
    }),
  };
}

function left({ unanswered, dropped }: Attack): string {
  const cut = dropped === 0 ? '' : `, ${count(dropped)} connections dropped by the server`;
  return `${unanswered === 0 ? '' : `, ${count(unanswered)} not`}${cut}`;
}

function overTime({ attacks }: Expensive): Block {
  return {
    kind: 'figure',
    caption:
      'RSS of the server from the moment the attack begins until its last answer has come or is given up.',
    svg: lines({
      title: 'RSS while one user lets the server go through everything',
      x: { label: 'time', scale: 'linear', say: milliseconds },
      y: { label: 'RSS', scale: 'linear', say: bytes, binary: true },
      series: attacks.map((one) => ({
        name: nameOf(one),
        // Six colours are not enough for all, and a dashed line is another one in each.
        style: one.form === 'unread' ? ('dashed' as const) : ('line' as const),
        points: one.points.map(([ms, , rss]) => [ms, rss] as const),
      })),
    }),
  };
}

function waits({ attacks }: Expensive): Block {
  return {
    kind: 'table',
    caption:
      'What another user waits: median / 95th percentile before, during and after; the last column is what the client itself may have delayed',
    heads: [
      'command × connections',
      'NOOP before',
      'during',
      'after',
      'ENVELOPE before',
      'during',
      'after',
      'client',
    ],
    rows: attacks.map((one): Cell[] => [
      nameOf(one),
      ...(['noopMs', 'envelopeMs'] as const).flatMap((which) =>
        (['before', 'during', 'after'] as const).map((when) => waitCell(one[when][which])),
      ),
      { text: `± ${milliseconds(one.clientLagMs)}`, value: one.clientLagMs },
    ]),
  };
}

function waitCell(values: readonly number[]): Cell {
  const [half, most] = [percentile(values, 0.5), percentile(values, 0.95)];
  if (half === null || most === null) return NONE;
  return { text: `${milliseconds(half)} / ${milliseconds(most)}`, value: half };
}
