import { header, memorySample } from '../synthetic';
import { bodies } from './bodies';
import { follows, oneMailAtATime, slopeOf, slopeText, streamedResponses } from './bodies-claims';
import type { Bodies } from './bodies-measured';

const MIB = 1 << 20;
const M = 64 << 10;
const results = { ...header(), scenarios: [], timelines: [] };

/** What a server would show that takes `fixed` MiB, and `share` of the mailbox (and of what it sends to a slow reader). */
function madeUp(share: number, { fixed = 3, noise = 0.2, slow = share } = {}): Bodies {
  const sizes = [16, 64, 128, 256, 512];
  let start = 0;
  const peak = (B: number) => fixed + (share * B) / MIB + (start++ % 2 === 0 ? noise : -noise);
  const mailbox = (N: number, of = M) => ({ N, B: N * of, M: of });
  const at = (command: string, N: number, of = M) => ({
    command,
    line: command,
    mailbox: mailbox(N, of),
    sample: memorySample(start, peak(N * of)),
  });
  return {
    readings: [
      ...[...sizes, ...sizes].map((N) => ({ series: 'B' as const, ...at('FETCH BODY.PEEK[]', N) })),
      ...[...sizes, ...sizes].map((N) => ({ series: 'B' as const, ...at('SEARCH TEXT', N) })),
      ...[M, 4 * M, 32 * M].map((of) => ({ series: 'M' as const, ...at('SEARCH TEXT', 2, of) })),
    ],
    slow: [128, 256, 512, 128, 256, 512].map((N) => ({
      mailbox: mailbox(N),
      start: start++,
      rate: 0,
      heldMs: 4000,
      receivedBytes: 0,
      heldRssBytes: slow * N * M,
      peakRssBytes: slow * N * M + fixed * MIB,
      bodiesRead: N,
      rested: true,
      outcome: 'whole',
      boundBytes: 384 * 1024,
    })),
    brokenOff: [],
  };
}

test('a server that holds the mailbox handles no mail after another, and one that takes a constant does', () => {
  expect(oneMailAtATime(madeUp(1.2)).outcome).toBe('no');
  expect(oneMailAtATime(madeUp(0)).outcome).toBe('yes');
  expect(slopeOf(madeUp(1.2), 'SEARCH TEXT', 'B')?.value).toBeCloseTo(1.2, 1);
});

test('noise that hides the slope leaves it undecided, and so does nothing', () => {
  expect(oneMailAtATime(madeUp(0.1, { noise: 4 })).outcome).toBe('undecided');
  expect(oneMailAtATime({ ...madeUp(0), readings: [] }).outcome).toBe('undecided');
  expect(follows({ value: 3, halfWidth: null, starts: 1 })).toBe('undecided');
});

test('one command that holds the mailbox is enough for a no', () => {
  const mixed = madeUp(0);
  const readings = [
    ...mixed.readings,
    ...madeUp(1)
      .readings.filter(({ series }) => series === 'B')
      .map((one) => ({ ...one, command: 'SEARCH BODY' })),
  ];
  expect(oneMailAtATime({ ...mixed, readings }).outcome).toBe('no');
});

test('what small mailboxes take is no slope: a heap grows to some MiB whatever is asked', () => {
  const plateau = madeUp(0);
  const readings = plateau.readings.map((one) =>
    one.mailbox.B > 2 * MIB ? one : { ...one, sample: memorySample(1, 0.1) },
  );
  expect(oneMailAtATime({ ...plateau, readings }).outcome).toBe('yes');
});

test('a slow reader decides apart from that', () => {
  expect(streamedResponses(madeUp(0, { slow: 1 })).outcome).toBe('no');
  expect(streamedResponses(madeUp(0)).outcome).toBe('yes');
  expect(streamedResponses({ ...madeUp(0), slow: [] }).outcome).toBe('undecided');
});

test('a slope that rounds to nothing has no sign', () => {
  expect(slopeText({ value: -0.004, halfWidth: 0.06, starts: 3 })).toBe('0.00 ± 0.06');
  expect(slopeText({ value: -0.14, halfWidth: 0.06, starts: 3 })).toBe('-0.14 ± 0.06');
});

test('where the median is hidden in its error, the highest is not told as if it were known better', () => {
  const table = (peaks: readonly number[]) => {
    const readings = peaks.map((kib, start) => ({
      ...madeUp(0).readings[0],
      sample: memorySample(start, kib / 1024, { bounds: { peakRssBytes: 768 * 1024 } }),
    })) as typeof all.readings;
    const all = madeUp(0);
    const { blocks } = bodies.section({ ...all, readings }, results);
    const sizes = blocks
      .filter((block) => block.kind === 'table')
      .find(({ caption }) => /highest/.test(caption));
    return sizes?.rows[0]?.slice(2, 4).map((cell) => (typeof cell === 'string' ? cell : cell.text));
  };
  expect(table([700, 700, 800])).toEqual(['<1.5 MiB', '<1.6 MiB']);
  expect(table([100, 100, 5000])).toEqual(['<900 KiB', '4.9 MiB']);
  expect(table([2048, 3000, 5000])).toEqual(['2.9 MiB', '4.9 MiB']);
});

test('the section has its claims, tables and drawings, and says what was broken off', () => {
  const data = bodies.schema.parse({
    ...madeUp(1),
    brokenOff: [{ what: 'FETCH of 512 mails', reason: 'it was killed for memory', log: ['last', ''] }],
  });
  const { blocks } = bodies.section(data, results);
  expect(blocks.filter(({ kind }) => kind === 'claim')).toHaveLength(2);
  expect(blocks.filter(({ kind }) => kind === 'figure')).toHaveLength(3);
  const said = JSON.stringify(blocks);
  expect(said).toContain('it was killed for memory; its last words: last');
  expect(said).toContain('512 × 64.0 KiB');
  expect(said).not.toContain('NaN');
  expect(said).not.toContain('undefined');
});
