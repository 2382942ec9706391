import { type Point, slopeOverStarts } from './slope';

const COUNTS = [1, 2, 4, 8, 16, 32];
const line = (start: number, slope: number, base: number): Point[] =>
  COUNTS.map((x) => ({ start, x, y: base + slope * x }));

test('what a start begins with does not tilt the slope', () => {
  const points = [...line(1, 50, 1000), ...line(2, 50, 9000), ...line(3, 50, -400)];
  const slope = slopeOverStarts(points);
  expect(slope?.value).toBeCloseTo(50, 9);
  expect(slope?.halfWidth).toBeCloseTo(0, 9);
  expect(slope?.starts).toBe(3);
});

test("the interval is Student's t over starts", () => {
  const slope = slopeOverStarts([...line(1, 48, 0), ...line(2, 50, 0), ...line(3, 52, 0)]);
  expect(slope?.value).toBeCloseTo(50, 9);
  // Standard deviation 2, 3 starts, quantile 4.3027 with two degrees of freedom (any table of t).
  expect(slope?.halfWidth).toBeCloseTo((4.302653 * 2) / Math.sqrt(3), 5);
});

test('more readings in a start make its number no surer', () => {
  const once = [...line(1, 48, 0), ...line(2, 52, 0)];
  expect(slopeOverStarts([...once, ...once])).toEqual(slopeOverStarts(once));
});

test('95 of 100 intervals hold the truth, also where the errors within a start add up', () => {
  let state = 7;
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  let held = 0;
  const rounds = 2000;
  for (let round = 0; round < rounds; round += 1) {
    const points = [1, 2, 3].flatMap((start) => {
      let walk = 0;
      let last = 0;
      return COUNTS.map((x) => {
        for (; last < x; last += 1) walk += 10 * normal();
        return { start, x, y: 50 * x + walk };
      });
    });
    const slope = slopeOverStarts(points);
    if (slope?.halfWidth && Math.abs(slope.value - 50) <= slope.halfWidth) held += 1;
  }
  expect(held / rounds).toBeGreaterThan(0.93);
  expect(held / rounds).toBeLessThan(0.97);
});

test('one start has a slope and no interval; one size has none', () => {
  expect(slopeOverStarts(line(1, 50, 0))).toEqual({ value: 50, halfWidth: null, starts: 1 });
  expect(slopeOverStarts([{ start: 1, x: 4, y: 9 }])).toBeNull();
  expect(slopeOverStarts([])).toBeNull();
});
