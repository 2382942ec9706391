import { cpuSample, measured, memorySample } from '../report/synthetic';
import { ratiosInTurn } from './ratios';

/** Sizes by their messages; for each start its readings, ms. */
type Readings = Readonly<Record<number, readonly (readonly number[])[]>>;

function side(sizes: Readings, firstStart = 0) {
  return Object.entries(sizes).map(([N, starts]) =>
    measured('FETCH', {
      variables: { N: Number(N), k: Number(N), B: 0, M: 0, U: 1 },
      samples: starts.flatMap((readings, s) => [
        memorySample(firstStart + s, 3),
        ...readings.map((cpuMs) => cpuSample(firstStart + s, 'steady', cpuMs, {})),
      ]),
    }),
  );
}

const logs = (...sides: Parameters<typeof ratiosInTurn>) => ratiosInTurn(...sides).map(({ log }) => log);

test('each reading is divided by the one beside it: a host that becomes slower meanwhile does it to both', () => {
  const base = side({ 100: [[10, 20, 40, 15], [10]] });
  const head = side({ 100: [[11, 22, 44, 16.5], [12]] }, 7); // its server was started more often before
  expect(logs(base, head)).toEqual([expect.closeTo(Math.log(1.1)), expect.closeTo(Math.log(1.2))]);
});

test('one reading out of line does not count, and a size counts by what it costs', () => {
  const base = side({ 1: [[0.1, 0.1, 0.1]], 100: [[10, 10, 10]] });
  const head = side({ 1: [[0.2, 0.2, 0.2]], 100: [[10, 30, 10]] });
  const [ratio] = logs(base, head);
  expect(ratio).toBeGreaterThan(0);
  expect(ratio).toBeLessThan(0.01);
});

test('starts are paired in their order, at whatever sizes they were measured', () => {
  const base = [...side({ 50: [[5], [5]] }, 1), ...side({ 100: [[10]] }, 3)];
  const head = [...side({ 50: [[5], [6]] }, 4), ...side({ 100: [[13]] }, 6)];
  expect(logs(base, head)).toEqual([0, expect.closeTo(Math.log(1.2)), expect.closeTo(Math.log(1.3))]);
});

test('what has no figure above zero on one side says nothing', () => {
  expect(ratiosInTurn(side({ 100: [[0, 0]] }), side({ 100: [[1, 1]] }))).toEqual([]);
  expect(ratiosInTurn(side({ 100: [[1]] }), side({ 200: [[1]] }))).toEqual([]);
});

test('sizes that differ among themselves say how uncertain the ratio of one pair is', () => {
  const base = side({ 50: [[10]], 100: [[10]] });
  const [agreed] = ratiosInTurn(base, side({ 50: [[11]], 100: [[11]] }));
  expect(agreed?.error).toBeCloseTo(0);
  const [apart] = ratiosInTurn(base, side({ 50: [[10]], 100: [[12.1]] }));
  expect(apart?.log).toBeCloseTo(Math.log(1.1));
  expect(apart?.error).toBeCloseTo(Math.log(1.1)); // two values a and b: |a - b| / 2
  expect(ratiosInTurn(side({ 50: [[10]] }), side({ 50: [[11]] }))).toMatchObject([{ error: 0 }]);
});
