import { ratioOf } from './ratio';

test('twice as much and half as much cancel', () => {
  const ratio = ratioOf([
    [20, 10],
    [5, 10],
  ]);
  expect(ratio?.value).toBeCloseTo(1);
  expect(ratio?.low).toBeLessThan(0.01);
});

test('pairs that agree have a narrow interval around their ratio', () => {
  const ratio = ratioOf([
    [30, 10],
    [3.1, 1],
    [290, 100],
    [61, 20],
  ]);
  expect(ratio?.value).toBeCloseTo(3.01, 1);
  expect(ratio?.low).toBeGreaterThan(2.8);
  expect(ratio?.high).toBeLessThan(3.2);
});

test('a single pair, or one with nothing in it, tells no interval', () => {
  expect(ratioOf([[2, 1]])).toBeNull();
  expect(
    ratioOf([
      [2, 1],
      [0, 1],
    ]),
  ).toBeNull();
});
