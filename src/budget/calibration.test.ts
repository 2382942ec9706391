import { UNFIT_NOISE } from '../budget/fitness';
import { calibration } from './calibrator';

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
