import { BuildProgress, cargoUnits, shareOfTime, spoken } from './progress';

const PACE = [
  [0.5, 0.2],
  [0.9, 0.6],
] as const;

test("cargo's progress bar tells done and total; other lines tell nothing", () => {
  expect(cargoUnits('    Building [=======>         ] 211/412: garage_model, aws-sdk')).toEqual({
    done: 211,
    total: 412,
  });
  expect(cargoUnits('   Compiling garage_model v2.5.0')).toBeNull();
});

test.each([
  [0, 0],
  [0.25, 0.1],
  [0.5, 0.2],
  [0.7, 0.4],
  [0.95, 0.8],
  [1, 1],
])('at %d of the units, %d of the time is gone by the measured pace', (units, time) => {
  expect(shareOfTime(units, PACE)).toBeCloseTo(time, 10);
});

test('without a measured pace, time goes as units do', () => {
  expect(shareOfTime(0.3)).toBeCloseTo(0.3, 10);
});

test.each([
  [2, '5 s'],
  [42, '40 s'],
  [91, '1.5 min'],
  [540, '9 min'],
])('%d seconds are spoken as %s', (seconds, words) => {
  expect(spoken(seconds)).toBe(words);
});

let clock = 0;
const progress = (): BuildProgress =>
  new BuildProgress('garage', { usualSeconds: 540, pace: PACE }, () => clock, 0);

test('before cargo counts, only the usual time is told, and called so', () => {
  clock = 30;
  const garage = progress();
  expect(garage.read('Get:1 something from somewhere')).toBe(false);
  expect(garage.report()).toBe('garage: building for 30 s; it usually takes 9 min on 2 cores');
});

test('when cargo begins to count, the usual time is left', () => {
  clock = 60;
  const garage = progress();
  expect(garage.read('    Building [>  ] 0/100: tokio')).toBe(true);
  expect(garage.report()).toBe('garage: 0 of 100 crates compiled, about 9 min left');
});

test('a machine half as fast as usual is told so more and more', () => {
  clock = 0;
  const garage = progress();
  garage.read('    Building [>  ] 0/100: tokio');
  clock = 0.6 * 1080;
  garage.read('    Building [====> ] 90/100: garage');
  // 0.6 of the time is gone by the pace: 432 s are left if all goes on so, 216 s at the usual speed.
  expect(garage.report()).toBe('garage: 90 of 100 crates compiled, about 6 min left');
});

test('while one crate takes long, the time left goes down', () => {
  clock = 0;
  const garage = progress();
  garage.read('    Building [>  ] 0/100: tokio');
  clock = 0.6 * 540;
  garage.read('    Building [====> ] 90/100: garage');
  clock += 60;
  garage.read('    Building [====> ] 90/100: garage');
  expect(garage.report()).toBe('garage: 90 of 100 crates compiled, about 2.5 min left');
});
