import type { Point } from '../report/points';
import { costOfPoints } from './coefficients';

const SIZES = [1, 2, 4, 8];

/** A metric at these numbers of mails on three server starts without any noise. */
function points(cost: (n: number) => number): Point[] {
  return SIZES.map((n) => ({
    variables: { N: 100, k: n, B: 4096 * n, M: 4096, U: n },
    values: [0, 1, 2].map(() => cost(n)),
    starts: [0, 1, 2],
    bound: 0,
  }));
}

describe('a profile writes a figure as it was measured', () => {
  test.each([
    ['whole thousands of ms', 1000, 'cpu', '1000 ms'],
    ['ms with a zero at the end', 12340, 'cpu', '12340 ms'],
    ['KiB with a zero at the end', 1020 * 1024, 'peak', '1020 KiB'],
    ['zeros after the point', 2 * 1024 ** 2, 'peak', '2 MiB'],
    ['some of them', 1.5, 'cpu', '1.5 ms'],
    ['a hundred and nothing', 100, 'cpu', '100 ms'],
    ['nothing', 0, 'peak', '0 KiB'],
  ] as const)('%s', (_, value, metric, said) => {
    const { cost } = costOfPoints(
      points(() => value),
      ['k'],
      metric,
    );
    expect(cost).toBe(said);
  });

  test('a slope, too', () => {
    const { cost } = costOfPoints(
      points((k) => 1010 + 2500 * k),
      ['k'],
      'cpu',
    );
    expect(cost).toBe('1010 ms + 2500 ms * k');
  });
});
