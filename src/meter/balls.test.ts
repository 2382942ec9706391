import { Random } from '../mailbox/random';
import { fullestBin, quantile, roughBound } from './balls';

/** Of all ways that balls may fall, the share in which no bin holds more than k: counted one by one. */
function counted(balls: number, bins: number, most: number): number {
  let good = 0;
  for (let way = 0; way < bins ** balls; way += 1) {
    const held = new Array<number>(bins).fill(0);
    for (let ball = 0, rest = way; ball < balls; ball += 1, rest = Math.floor(rest / bins))
      held[rest % bins] = (held[rest % bins] ?? 0) + 1;
    if (Math.max(...held) <= most) good += 1;
  }
  return good / bins ** balls;
}

/** m!/n^m times the coefficient of x^m in (sum of x^j/j! up to k)^n: the same in whole numbers, without any rounding. */
function inWholeNumbers(balls: number, bins: number, most: number): number {
  // ways[b]: how b balls can fall into the bins so far; one bin more takes j of them.
  let ways: bigint[] = Array.from({ length: balls + 1 }, (_, b) => (b === 0 ? 1n : 0n));
  const choose = pascal(balls);
  for (let bin = 0; bin < bins; bin += 1)
    ways = ways.map((_, b) => {
      let sum = 0n;
      for (let j = 0; j <= Math.min(b, most); j += 1) sum += (choose[b]?.[j] ?? 0n) * (ways[b - j] ?? 0n);
      return sum;
    });
  const scale = 10n ** 30n;
  return Number(((ways[balls] ?? 0n) * scale) / BigInt(bins) ** BigInt(balls)) / 1e30;
}

function pascal(size: number): bigint[][] {
  const rows: bigint[][] = [[1n]];
  for (let n = 1; n <= size; n += 1)
    rows.push(
      Array.from({ length: n + 1 }, (_, k) => (rows[n - 1]?.[k] ?? 0n) + (rows[n - 1]?.[k - 1] ?? 0n)),
    );
  return rows;
}

test.each([
  [1, 1],
  [4, 3],
  [6, 4],
  [7, 2],
])('%i balls in %i bins: as counted one by one', (balls, bins) => {
  const atMost = fullestBin(balls, bins);
  for (const [most, chance] of atMost.entries()) expect(chance).toBeCloseTo(counted(balls, bins, most), 12);
  expect(atMost.at(-1)).toBeCloseTo(1, 11);
});

test('no two of 23 people share a birthday with the chance that is known', () => {
  expect(fullestBin(23, 365)[1]).toBeCloseTo(0.4927, 4);
});

test.each([
  [300, 45, 12],
  [200, 30, 9],
  [200, 30, 12],
])('%i balls in %i bins, none above %i: as in whole numbers', (balls, bins, most) => {
  const exact = inWholeNumbers(balls, bins, most);
  expect(Math.abs((fullestBin(balls, bins)[most] ?? 0) / exact - 1)).toBeLessThan(1e-9);
});

test('and as often as in draws from a seed', () => {
  const random = new Random(6);
  const draws = 4000;
  let held = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const bins = new Uint16Array(150);
    for (let ball = 0; ball < 1000; ball += 1) {
      const bin = random.below(150);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    if (Math.max(...bins) <= 13) held += 1;
  }
  const chance = fullestBin(1000, 150)[13] ?? 0;
  // Four standard deviations: a wrong chance would be further off.
  expect(Math.abs(held / draws - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / draws));
});

test('it never falls, and its quantiles are where it passes', () => {
  const atMost = fullestBin(1000, 150);
  for (const [i, chance] of atMost.slice(1).entries()) expect(chance).toBeGreaterThanOrEqual(atMost[i] ?? 0);
  const half = quantile(atMost, 0.5);
  expect(atMost[half]).toBeGreaterThanOrEqual(0.5);
  expect(atMost[half - 1]).toBeLessThan(0.5);
});

test('the bound that gives the 13 of the text', () => {
  expect(Math.ceil(roughBound(1000, 150))).toBe(13);
});

test.each([
  [0, 5],
  [5, 0],
  [1.5, 2],
])('%d balls in %d bins are refused', (balls, bins) => {
  expect(() => fullestBin(balls, bins)).toThrow(RangeError);
});
