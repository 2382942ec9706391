import { count } from '../units';
import { bytesAxis, countAxis, shareAxis, timeAxis } from './axes';
import { boxesOf, clashes } from './boxes';
import { ecdf } from './ecdf';
import { type Axis, lines } from './lines';
import type { Series } from './series';

const plain = (label: string, more: Partial<Axis> = {}): Axis => ({
  label,
  scale: 'linear',
  say: count,
  ...more,
});
const chart = (series: Series[], x: Axis, y: Axis, marks = {}) =>
  lines({ title: 'T', x, y, series, ...marks });
const texts = (svg: string) => boxesOf(svg).map(({ text }) => text);

const sizes = [100, 200, 400, 800, 1600, 3200];
const growth = chart(
  [
    {
      name: 'FETCH 1:* BODY[], one point a server start',
      style: 'points',
      points: sizes.map((n) => [n, n * 3.1 + 40]),
    },
    {
      name: 'O(B) as declared, fitted',
      style: 'dashed',
      tone: 0,
      points: sizes.map((n) => [n, n * 3.1 + 40]),
    },
    { name: 'its bound', style: 'band', tone: 0, points: sizes.map((n) => [n, n * 2.5, n * 3.9 + 90]) },
    {
      name: `a very long name ${'of a series '.repeat(20)}`,
      style: 'line',
      points: [
        [100, 10],
        [3200, 9000],
      ],
    },
  ],
  plain('messages in the mailbox', { scale: 'log' }),
  plain('CPU, ms', { scale: 'log' }),
);

test('a growth plot has its round sizes at the axis, its law dashed, its bound as an area', () => {
  expect(texts(growth)).toEqual(expect.arrayContaining(['100', '200', '500', '1,000', '2,000', 'its bound']));
  expect(growth.match(/class="dot"/g)).toHaveLength(6 + 1);
  expect(growth.match(/class="dashed"/g)).toHaveLength(1 + 1);
  expect(growth).toMatch(/^<svg class="chart" viewBox="0 0 720 \d+" role="img" aria-label="T">/);
});

test('no text of it leaves the drawing or runs into another', () => {
  expect(clashes(growth)).toEqual([]);
});

test.each<[string, number, number]>([
  ['one value', 5, 5],
  ['hardly any span', 1_000_000, 1_000_001],
  ['a wide span', 0.0001, 1e12],
  ['both signs', -3, 700],
  ['long numbers', 123_456_789_012, 123_956_789_012],
])('axes of %s are readable, linear and logarithmic', (_, low, high) => {
  for (const scale of ['linear', 'log'] as const) {
    const values: [number, number][] = [
      [low, low],
      [high, high],
    ];
    const svg = chart(
      [{ name: 'a', style: 'line', points: values }],
      plain('x', { scale }),
      plain('y', { scale }),
    );
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(clashes(svg)).toEqual([]);
  }
});

test.each(['linear', 'log'] as const)('constant and empty series divide by nothing (%s)', (scale) => {
  for (const points of [
    [],
    [[0, 0]],
    [
      [7, 7],
      [7, 7],
    ],
    [
      [1, 0],
      [2, 0],
    ],
  ] as [number, number][][]) {
    for (const style of ['line', 'points', 'step', 'dashed'] as const) {
      const svg = chart([{ name: 'a', style, points }], plain('x', { scale }), plain('y', { scale }));
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  }
  const none = chart([], plain('x', { scale }), plain('y', { scale }));
  expect(texts(none)).toContain('nothing to draw');
  expect(clashes(none)).toEqual([]);
});

test('what has no place on a logarithmic axis is counted in the legend', () => {
  const svg = chart(
    [
      {
        name: 'a',
        style: 'points',
        points: [
          [0, 1],
          [10, 1],
          [20, Number.NaN],
        ],
      },
    ],
    plain('x', { scale: 'log' }),
    plain('y'),
  );
  expect(texts(svg)).toContain('a (2 of 3 points have no place on these axes)');
});

test('sizes get ticks at powers of two, times at powers of ten', () => {
  const span: [number, number][] = [
    [300, 0],
    [20 << 20, 1],
  ];
  const of = (x: Axis) => texts(chart([{ name: 'a', style: 'line', points: span }], x, plain('y')));
  expect(of(bytesAxis('bytes', { scale: 'log' }))).toEqual(
    expect.arrayContaining(['1 KiB', '16 KiB', '1 MiB', '16 MiB']),
  );
  expect(of(plain('x', { scale: 'log' }))).toEqual(expect.arrayContaining(['1,000', '10,000', '10,000,000']));
  const even = chart(
    [
      {
        name: 'a',
        style: 'line',
        points: [
          [0, 0],
          [1, 90 << 20],
        ],
      },
    ],
    plain('x'),
    bytesAxis('RSS'),
  );
  expect(texts(even)).toEqual(expect.arrayContaining(['0 B', '20 MiB', '40 MiB', '100 MiB']));
});

test('a value stands where its axis says: half-way in ratio on a logarithmic one', () => {
  const svg = chart(
    [
      {
        name: 'a',
        style: 'line',
        points: [
          [1, 0],
          [10, 50],
          [100, 100],
        ],
      },
    ],
    plain('x', { scale: 'log' }),
    plain('y'),
  );
  const path = /<g class="tone0"><path class="solid" d="(M[^"]+L[^"]+)"/.exec(svg)?.[1] ?? '';
  const [a, b, c] = path
    .slice(1)
    .split('L')
    .map((place) => place.split(' ').map(Number));
  expect((b?.[0] ?? 0) - (a?.[0] ?? 0)).toBeCloseTo((c?.[0] ?? 0) - (b?.[0] ?? 0), 0);
  expect((a?.[1] ?? 0) - (b?.[1] ?? 0)).toBeCloseTo((b?.[1] ?? 0) - (c?.[1] ?? 0), 0);
});

test('a long series is drawn as what can be seen of it: its extremes stay', () => {
  const points = Array.from({ length: 50_000 }, (_, at): [number, number] => [
    at,
    at === 31_337 ? 900 : at % 10,
  ]);
  const svg = chart([{ name: 'RSS', style: 'line', points }], plain('s'), plain('y'));
  expect(svg.length).toBeLessThan(90_000);
  const heights = [...svg.matchAll(/L[\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
  const base = Math.max(...heights);
  expect(Math.min(...heights)).toBeCloseTo(base - 260 * 0.9, 0);
});

test('a distribution function climbs in steps from 0 to 1', () => {
  expect(ecdf([3, 1, 1, 2])).toEqual([
    [1, 0],
    [1, 0.25],
    [1, 0.5],
    [2, 0.75],
    [3, 1],
  ]);
  expect(ecdf([])).toEqual([]);
  const svg = chart([{ name: 'a', style: 'step', points: ecdf([3, 1, 1, 2]) }], plain('x'), plain('share'));
  const path = /<g class="tone0"><path class="solid" d="(M[^"]+H[^"]+)"/.exec(svg)?.[1] ?? '';
  expect(path).toMatch(/^M[\d.]+ [\d.]+(H[\d.]+V[\d.]+)+$/);
});

test('moments are labelled while there is room, spans are shaded, levels are named in the legend', () => {
  const marks = [
    ...Array.from({ length: 40 }, (_, at) => ({
      x: at / 2,
      to: at / 2 + 0.2,
      label: `${at}. FETCH 1:* (UID FLAGS)`,
    })),
    { x: 20, label: 'killed <here>' },
    { y: 64, label: 'memory limit' },
  ];
  const svg = chart(
    [
      {
        name: 'RSS',
        style: 'line',
        points: [
          [0, 1],
          [20, 30],
        ],
      },
    ],
    plain('s'),
    plain('MiB'),
    { marks },
  );
  expect(clashes(svg)).toEqual([]);
  expect(svg.match(/<g class="mark"><title>/g)).toHaveLength(41);
  expect(svg).toContain('<title>killed &lt;here&gt;</title>');
  expect(texts(svg)).toContain('memory limit');
  expect(svg).toMatch(/<rect x="[\d.]+" y="\d+" width="[\d.]+" height="260"\/>/);
});

test('the check of clashes sees a clash', () => {
  const [label = ''] = /<text x="\d+" y="\d+">CPU, ms<\/text>/.exec(growth) ?? [];
  expect(clashes(growth.replace(label, `${label}${label.replace('CPU, ms', 'planted')}`))).toEqual([
    '"CPU, ms" and "planted"',
  ]);
  expect(clashes(growth.replace(label, label.replace('x="0"', 'x="700"')))).toEqual([
    '"CPU, ms" leaves the drawing',
  ]);
});

test.each([
  [bytesAxis('b').say(1024), '1 KiB'],
  [bytesAxis('b').say(1536), '1.5 KiB'],
  [bytesAxis('b').say(100 * 1024), '100 KiB'],
  [bytesAxis('b').say(0), '0 B'],
  [timeAxis('t').say(20), '20 ms'],
  [timeAxis('t').say(1500), '1.5 s'],
  [countAxis('n').say(1000), '1,000'],
  [shareAxis('s').say(0.5), '50 %'],
])('ticks are short: %s', (said, expected) => {
  expect(said).toBe(expected);
});
