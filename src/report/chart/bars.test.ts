import { bars } from './bars';
import { boxesOf, clashes } from './boxes';

const row = (label: string, value: number, text = String(value)) => ({ label, value, text });
const widths = (svg: string) =>
  [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));

test('bars are as long as their values, with the text at their ends', () => {
  const svg = bars([row('FETCH', 1200), row('SEARCH', 600), row('EXPUNGE', 0)], {
    title: 'Commands',
    unit: 'times',
  });
  const [a = 0, b, c] = widths(svg);
  expect(a).toBeGreaterThan(400);
  expect(b).toBeCloseTo(a / 2, 0);
  expect(c).toBe(0);
  expect(svg).toContain('role="img" aria-label="Commands"');
  expect(boxesOf(svg).map(({ text }) => text)).toEqual([
    'times',
    'FETCH',
    '1200',
    'SEARCH',
    '600',
    'EXPUNGE',
    '0',
  ]);
  expect(clashes(svg)).toEqual([]);
});

test('a logarithmic scale gives each factor of ten the same length, and says that it is one', () => {
  const svg = bars([row('a', 1), row('b', 10), row('c', 100), row('d', 0)], { title: 'T', log: true });
  const [a = 0, b = 0, c = 0, d] = widths(svg);
  expect(a).toBeGreaterThan(0);
  expect(b - a).toBeCloseTo(a, 0);
  expect(c - b).toBeCloseTo(a, 0);
  expect(d).toBe(0);
  expect(boxesOf(svg)[0]?.text).toBe('logarithmic scale');
});

test('long names and texts are cut, and whole when pointed at', () => {
  const svg = bars(
    [row('FETCH '.repeat(30), 1e9, '1,000,000,000 of something very long indeed'), row('x', 1)],
    { title: '<T>', unit: 'u'.repeat(300) },
  );
  expect(clashes(svg)).toEqual([]);
  expect(svg).toContain(`<title>${'FETCH '.repeat(30)}</title>`);
  expect(svg).toContain('aria-label="&lt;T&gt;"');
});

test.each([[[]], [[row('a', 0)]], [[row('a', Number.NaN, 'not taken')]], [[row('a', 5), row('b', 5)]]])(
  'nothing, zeroes and equals divide by nothing',
  (rows) => {
    for (const log of [true, false]) {
      const svg = bars(rows, { title: 'T', log });
      expect(svg).not.toMatch(/="[^"]*(NaN|Infinity)/);
      expect(clashes(svg)).toEqual([]);
    }
  },
);
