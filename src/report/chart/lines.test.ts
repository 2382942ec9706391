import { clashes } from './boxes';
import { chart, plain, texts } from './synthetic-chart';

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
