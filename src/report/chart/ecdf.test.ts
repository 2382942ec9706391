import { ecdf } from './ecdf';
import { chart, plain } from './synthetic-chart';

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
