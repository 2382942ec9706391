import { clashes } from '../chart/boxes';
import type { Results } from '../results';
import { populations } from './populations';
import { drawnAtMost, drawnQuantile, percent } from './populations-chance';
import type { PopulationsData } from './populations-schema';
import { blockWith, rowOf } from './section-texts';

const NONE = {} as Results;
const held = (bytes: number) => ({ rssBytes: bytes, pssBytes: bytes, anonBytes: null });

function dataWith(more: Partial<PopulationsData> = {}): PopulationsData {
  return {
    ...{ seed: 1, factor: 10, periodMs: 30_000, tickMs: 200, clients: 100, rounds: 2 },
    perSession: { ...held(200_000), source: 'the users who idle here' },
    sliding: {
      text: {
        draws: 100,
        most: [
          [14, 5],
          [15, 25],
          [16, 40],
          [17, 20],
          [20, 10],
        ],
      },
      here: {
        draws: 100,
        most: [
          [2, 10],
          [3, 60],
          [4, 30],
        ],
      },
    },
    poll: {
      polls: [0, 100, 150, 9000].map((fromMs) => ({ dueMs: fromMs, fromMs, toMs: fromMs + 200 })),
      failed: [],
      points: [
        [0, 1, 3e7],
        [1000, 20, 3.5e7],
      ],
      before: held(3e7),
      after: held(3.1e7),
      peakBytes: 6e6,
      boundBytes: 4e5,
      lastedMs: 60_000,
      cpuMs: 6000,
      requests: null,
    },
    push: {
      opened: 100,
      refused: null,
      points: [
        [0, 1, 3e7],
        [1000, 20, 5e7],
      ],
      before: held(3e7),
      readings: [0, 50, 100].map((sessions) => ({ sessions, ...held(3e7 + 2e5 * sessions) })),
      boundBytes: 4e5,
      lastedMs: 30_000,
      cpuMs: 30,
      requests: null,
      openingCpuMs: 8000,
    },
    ...more,
  };
}

test("the text's 13 are not enough with high probability", () => {
  const claim = blockWith(populations.section(dataWith(), NONE), 'claim', '13');
  expect(claim.outcome).toBe('no');
  expect(claim.because).toContain('26.3 %');
  expect(claim.because).toContain('99.3 %, and that takes 19');
});

test('the table has both distributions, the exact one and the drawn one', () => {
  const table = blockWith(populations.section(dataWith(), NONE), 'table', 'by tick');
  expect(rowOf(table, '13')).toEqual(['13', '26.3 %', '0 %']);
  expect(rowOf(table, '16').slice(1)).toEqual(['92.2 %', '70 %']);
});

test('shares and quantiles of draws', () => {
  const { text } = dataWith().sliding;
  expect(drawnAtMost(text, 16)).toBe(0.7);
  expect(drawnQuantile(text, 0.7)).toBe(16);
  expect(drawnQuantile(text, 0.99)).toBe(20);
  expect(drawnQuantile({ draws: 10, most: [] }, 0.5)).toBeNull();
});

test.each([
  [1, '100 %'],
  [0.9999, '> 99.9 %'],
  [0.9994, '99.9 %'],
  [0.0001, '< 0.1 %'],
  [0, '0 %'],
])('a chance of %d reads %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test("5 MB are the text's, and what a session holds here is beside them", () => {
  const table = blockWith(populations.section(dataWith(), NONE), 'table', 'at 5 MB');
  expect(rowOf(table, 'push: all, always').slice(1)).toEqual(['1,000', '4.66 GiB', '191 MiB', '191 MiB']);
  expect(rowOf(table, "poll: the text's estimate").slice(1, 3)).toEqual(['13', '62.0 MiB']);
});

test('the most at once is counted, and held against what was to be expected', () => {
  const section = populations.section(dataWith(), NONE);
  expect(rowOf(blockWith(section, 'table', 'most at once'), 'most at once')).toEqual([
    'most at once',
    '3',
    '100',
  ]);
  const { text } = blockWith(section, 'paragraph', 'balls in 150');
  expect(text).toContain('70 % of 100 draws stay at or below that, and 10 % stay below it');
  expect(text).toContain('100 balls in 150 bins');
});

test.each([
  // 1,000 sessions are 196 to 204 MB; 17 more of them are there at once than the 3 who were.
  ['yes', 6e6],
  ['no', 3e8],
  ['undecided', 1.97e8],
] as const)('that who pushes needs more RAM: %s', (outcome, peakBytes) => {
  const { poll } = dataWith();
  const section = populations.section(dataWith({ poll: { ...poll, peakBytes } }), NONE);
  expect(blockWith(section, 'claim', 'more RAM').outcome).toBe(outcome);
});

test("both populations are taken to the text's 1,000: a session by what was held, the polls with those more at once", () => {
  const { because } = blockWith(populations.section(dataWith(), NONE), 'claim', 'more RAM');
  expect(because).toContain('1,000 who idle hold 187 MiB to 195 MiB');
  expect(because).toContain('of 17 sessions more at once');
  expect(because).toContain('1,000 who poll need 8.52 MiB to 9.41 MiB');
});

test('without a high-water mark the highest of what was noted stands for it', () => {
  const { poll } = dataWith();
  const section = populations.section(dataWith({ poll: { ...poll, peakBytes: null } }), NONE);
  expect(rowOf(blockWith(section, 'table', 'most at once'), 'RSS at its peak')[1]).toBe('4.77 MiB');
});

test('polls that failed are said, and none at all divide by nothing', () => {
  const { poll } = dataWith();
  const section = populations.section(
    dataWith({ poll: { ...poll, polls: [], failed: ['refused', 'refused'] } }),
    NONE,
  );
  expect(blockWith(section, 'paragraph', '2 polls failed').text).toContain('the first: refused');
  expect(blockWith(section, 'paragraph', 'No poll came').text).toBeTruthy();
});

test('the schema takes what is measured, and figures can be read', () => {
  expect(populations.schema.parse(dataWith())).toEqual(dataWith());
  const figures = populations.section(dataWith(), NONE).blocks.filter(({ kind }) => kind === 'figure');
  expect(figures).toHaveLength(3);
  for (const one of figures) if (one.kind === 'figure') expect(clashes(one.svg)).toEqual([]);
});
