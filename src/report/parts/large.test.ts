import { header, memorySample } from '../synthetic';
import { largeWith } from '../synthetic-parts';
import { large } from './large';
import { appendLikeDelivery } from './large-claims';
import { at, perByte } from './large-figures';
import type { Large, Way } from './large-measured';
import { stepOf } from './large-steps';

const results = { ...header(), scenarios: [], timelines: [] };
const MB = 1e6;
const MIB = 1 << 20;

/** A server whose ways take so many bytes of RAM and ms of CPU a byte, and the same again for nothing. */
function madeUp(ways: Record<Way, { ram: number; cpu: number }>): Large {
  const sizes = [1e4, MB, 2 * MB, 5 * MB, 10 * MB, 15 * MB, 20 * MB, 25 * MB];
  const readings = (['append', 'lmtp', 'fetch'] as const).flatMap((way) =>
    [...sizes, ...sizes].map((bytes, i) => ({
      way,
      bytes,
      sample: memorySample(i, (ways[way].ram * bytes) / MIB + (i % 2) / 10, {
        cpuMs: 5 + (ways[way].cpu * bytes) / MB + (i % 2),
        requests: { 's3:PutObject': 1 },
      }),
    })),
  );
  return largeWith(readings);
}

const alike = madeUp({
  append: { ram: 2, cpu: 10 },
  lmtp: { ram: 2.2, cpu: 11 },
  fetch: { ram: 1, cpu: 3 },
});

test('bytes of RAM for each byte of mail, without what a fresh server takes for any', () => {
  expect(perByte(alike, 'append', 'peakRssBytes')?.value).toBeCloseTo(2, 2);
  expect(perByte(alike, 'fetch', 'cpuMs')?.value).toBeCloseTo(3 / MB, 7);
  expect(at(alike, 'append', 3 * MB, 'cpuMs')).toBeNull();
});

test('APPEND costs about what a delivery costs, or does not, or that is not known', () => {
  expect(appendLikeDelivery(alike).outcome).toBe('yes');
  const hungry = madeUp({
    append: { ram: 8, cpu: 10 },
    lmtp: { ram: 2, cpu: 10 },
    fetch: { ram: 1, cpu: 3 },
  });
  expect(appendLikeDelivery(hungry).outcome).toBe('no');
  expect(appendLikeDelivery({ ...alike, readings: [] }).outcome).toBe('undecided');
});

test('a step is told from a line, and the ratios on both sides of it from one another', () => {
  expect(stepOf(alike, 'append')).toBeNull();
  const stepped = {
    ...alike,
    readings: alike.readings.map((one) =>
      one.way === 'lmtp'
        ? { ...one, sample: { ...one.sample, peakRssBytes: (one.bytes > 15 * MB ? 20 : 3) * MIB } }
        : one,
    ),
  };
  expect(stepOf(stepped, 'lmtp')).toEqual({ from: 15 * MB, to: 20 * MB, low: 3 * MIB, high: 20 * MIB });
  const { because } = appendLikeDelivery(stepped);
  expect(because).toContain('0.7 times at 1 MB to 9.6 times at 15 MB');
  expect(because).toMatch(
    /step in LMTP \(3\.00 MiB at 15 MB, 20\.0 MiB at 20 MB\): 2\.78 .* below and 2\.13 .* above it/,
  );
  expect(JSON.stringify(large.section(stepped, results).blocks)).toContain(
    '"3.00 MiB at 15 MB, 20.0 MiB at 20 MB"',
  );
});

test('a rise that RSS may be off by is no step', () => {
  const flat = (one: Large['readings'][number]) => ({
    ...one,
    sample: { ...one.sample, peakRssBytes: one.bytes > 15 * MB ? MIB : 0, bounds: { peakRssBytes: MIB } },
  });
  expect(stepOf({ ...alike, readings: alike.readings.map(flat) }, 'lmtp')).toBeNull();
});

test('memory that cannot be told from zero is no ratio, and leaves the claim to CPU', () => {
  const bounds = { peakRssBytes: 500 * MIB };
  const vague = (one: Large['readings'][number]) => ({ ...one, sample: { ...one.sample, bounds } });
  const { outcome, because } = appendLikeDelivery({ ...alike, readings: alike.readings.map(vague) });
  expect(outcome).toBe('undecided');
  expect(because).toContain('(not to be told from zero) the memory');
});

test('a mail that is refused is in the table with the answer, and so are the limits', () => {
  const data: Large = {
    ...alike,
    readings: alike.readings.filter(({ way, bytes }) => way !== 'append' || bytes < 20 * MB),
    refusals: [{ way: 'append', bytes: 20 * MB, answer: 'NO [TOOBIG] too large' }],
    beyond: [
      {
        way: 'append',
        bytes: 40 * MB,
        asked: true,
        answer: '+',
        peakRssBytes: 4096,
        sent: { taken: true, answer: 'OK', peakRssBytes: 90 * MIB },
      },
      {
        way: 'lmtp',
        bytes: 40 * MB,
        asked: false,
        answer: '552 too large',
        peakRssBytes: null,
        sent: null,
      },
    ],
    says: { appendLimit: 33_554_432, lmtpSize: 33_554_432 },
  };
  const { blocks } = large.section(large.schema.parse(data), results);
  const said = JSON.stringify(blocks);
  expect(said).toContain('refused: NO [TOOBIG] too large');
  expect(said).toContain('APPENDLIMIT=33,554,432');
  expect(said).toContain('By LMTP delivery it refuses 40 MB: 552 too large');
  expect(said).toContain('By APPEND it took all, up to 40 MB');
  expect(said).not.toMatch(/NaN|undefined/);
  expect(blocks.filter(({ kind }) => kind === 'claim')).toHaveLength(1);
});
