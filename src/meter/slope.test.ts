import { type Point, slopeOfFreshStarts, slopeOverStarts } from './slope';

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

test('readings of starts of their own have one slope, with an interval from what the line leaves', () => {
  const exact = [1, 2, 4, 8].map((x) => ({ x, y: 10 + 3 * x }));
  expect(slopeOfFreshStarts(exact)).toEqual({ value: 3, halfWidth: 0, starts: 4 });
  // y = x with -1, 2, -1: the slope stays 1, the rest squares to 6, so the error is sqrt(6 / 1 / 2), times 12.7062 (t, df 1).
  const bent = [
    { x: 1, y: 0 },
    { x: 2, y: 4 },
    { x: 3, y: 2 },
  ];
  expect(slopeOfFreshStarts(bent)?.value).toBeCloseTo(1, 9);
  expect(slopeOfFreshStarts(bent)?.halfWidth).toBeCloseTo(12.7062 * Math.sqrt(3), 3);
});

test('two fresh starts have no interval, and one size no slope', () => {
  const two = [
    { x: 1, y: 1 },
    { x: 2, y: 3 },
  ];
  expect(slopeOfFreshStarts(two)).toEqual({ value: 2, halfWidth: null, starts: 2 });
  expect(slopeOfFreshStarts([two[0] ?? { x: 0, y: 0 }])).toBeNull();
});
