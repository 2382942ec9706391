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
