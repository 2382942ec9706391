import { countAxis } from './chart/axes';
import { lines } from './chart/lines';
import { plotsOf, standalone } from './plots';
import { studyReport } from './synthetic-study';

const svg = lines({
  title: 'a line',
  x: countAxis('mails'),
  y: countAxis('requests'),
  series: [
    {
      name: 'found',
      points: [
        [1, 1],
        [2, 2],
      ],
      style: 'line',
    },
  ],
});

test('a drawing as a file brings its colours, and is otherwise the same', () => {
  const alone = standalone(svg);
  expect(alone).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*viewBox/);
  expect(alone).toContain('--t0:');
  expect(alone).toContain('prefers-color-scheme: dark');
  expect(
    alone.replace(/<style>[\s\S]*<\/style>/, '').replace(' xmlns="http://www.w3.org/2000/svg"', ''),
  ).toBe(svg);
});

test('each drawing of the parts that were measured has a name of its own', () => {
  const report = studyReport();
  const section = {
    id: 'limits',
    title: 'Limits',
    blocks: [1, 2].map((n) => ({ kind: 'figure' as const, caption: `figure ${n}`, svg })),
  };
  const shown = { name: 'limits', title: 'Limits', state: 'shown' as const, section, judged: [], record: {} };
  const parts = [shown, ...report.parts.filter(({ state }) => state !== 'shown')];
  expect(plotsOf({ ...report, parts }).map(({ name }) => name)).toEqual(['limits-1.svg', 'limits-2.svg']);
});
