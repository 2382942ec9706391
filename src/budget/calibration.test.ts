import { calibration as calibrationOf, noiseFromTakeToTake } from './calibration';
import { UNFIT_NOISE } from './fitness';

const calibration = (cpuMs: readonly number[]) => calibrationOf('loops', cpuMs);

test('its noise is the spread of its takes as a share of their middle', () => {
  expect(calibration([20, 20, 20])?.noise).toBe(0);
  expect(calibration([19, 21, 19, 21])?.noise).toBeCloseTo(0.05);
  expect(calibration([])).toBeNull();
});

test('one take out of luck among many leaves a host fit, a neighbour that comes and goes does not', () => {
  expect(calibration([24, ...Array(50).fill(20)])?.noise).toBeLessThan(UNFIT_NOISE);
  expect(calibration([...Array(10).fill(24), ...Array(40).fill(20)])?.noise).toBeGreaterThan(UNFIT_NOISE);
});

test('a take that was measured 5 ms too long is one of 64; two of them are the host', () => {
  const takes = Array.from({ length: 60 }, (_, i) => 20.5 + (2 * i) / 60);
  expect(calibration([...takes, 26.1])?.noise).toBeLessThan(UNFIT_NOISE);
  expect(calibration([...takes, 26.1, 26.1])?.noise).toBeGreaterThan(UNFIT_NOISE);
});

test('from one take to the next a drift is nothing, one disturbed take of 50 neither, and a neighbour is', () => {
  const drifting = Array.from({ length: 60 }, (_, i) => 20 * (1 + 0.002 * i));
  expect(calibration(drifting)?.noise).toBeGreaterThan(UNFIT_NOISE);
  expect(noiseFromTakeToTake(drifting)).toBeLessThan(0.002);
  expect(noiseFromTakeToTake(drifting.with(30, 26))).toBeLessThan(0.002);
  expect(noiseFromTakeToTake(drifting.with(30, 26).with(40, 27))).toBeGreaterThan(UNFIT_NOISE);
  // Of two values in turn it is what their standard deviation says, by the square root of two: each is the next one's opposite.
  expect(noiseFromTakeToTake(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 19 : 21)))).toBeCloseTo(
    0.0707,
    3,
  );
  expect(noiseFromTakeToTake([20])).toBe(0);
});
