import { bytesAxis, countAxis, shareAxis, timeAxis } from './axes';
import { clashes } from './boxes';
import type { Axis } from './lines';
import { chart, plain, texts } from './synthetic-chart';

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
