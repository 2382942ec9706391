import { Random } from '../mailbox/random';
import { atOnce, drawMost, mostAtOnce } from './at-once';
import { fullestBin } from './balls';

test('who leaves when another comes is not met', () => {
  expect(
    mostAtOnce([
      [0, 10],
      [10, 20],
    ]),
  ).toBe(1);
  expect(
    mostAtOnce([
      [0, 10],
      [9, 20],
      [9.5, 9.7],
    ]),
  ).toBe(3);
  expect(mostAtOnce([])).toBe(0);
  expect(
    atOnce([
      [0, 10],
      [5, 10],
    ]),
  ).toEqual([
    [0, 1],
    [5, 2],
    [10, 0],
  ]);
});

const mean = (drawn: readonly (readonly [number, number])[]) => {
  const all = drawn.reduce((sum, [, times]) => sum + times, 0);
  return drawn.reduce((sum, [most, times]) => sum + most * times, 0) / all;
};

test('one alone is alone; all who stay nearly a period meet', () => {
  expect(drawMost({ count: 1, lengths: [0.5], draws: 50 }, new Random(1))).toEqual([[1, 50]]);
  expect(drawMost({ count: 9, lengths: [1 - 1e-9], draws: 50 }, new Random(1))).toEqual([[9, 50]]);
});

test('two who stay a tenth of a period meet in a fifth of the draws', () => {
  const drawn = drawMost({ count: 2, lengths: [0.1], draws: 20_000 }, new Random(2));
  const met = (drawn.find(([most]) => most === 2)?.[1] ?? 0) / 20_000;
  expect(Math.abs(met - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 20_000));
});

test('more meet at some moment than in any of the bins, of which the moments know nothing', () => {
  const drawn = drawMost({ count: 1000, lengths: [1 / 150], draws: 300 }, new Random(3));
  const atMost = fullestBin(1000, 150);
  const binned = atMost.reduce((sum, chance) => sum + (1 - chance), 0);
  expect(mean(drawn)).toBeGreaterThan(binned + 1);
});

test('the same seed draws the same', () => {
  const draw = () => drawMost({ count: 50, lengths: [0.01, 0.02], draws: 100 }, new Random(4));
  expect(draw()).toEqual(draw());
});

test.each([[[]], [[1]], [[-0.1]], [[Number.NaN]]])('lengths %j are refused', (lengths) => {
  expect(() => drawMost({ count: 2, lengths, draws: 1 }, new Random(5))).toThrow(RangeError);
});
