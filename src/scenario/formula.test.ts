import { type Dimension, evaluate } from './formula';

const MIB = 1024 ** 2;
const variables = { N: 2000, k: 1500, B: 64 * MIB, M: 12 * MIB, U: 3 };

it.each<[Dimension, string, number]>([
  ['number', '0', 0],
  ['number', '2 + ceil(k / 1000)', 4],
  ['number', 'ceil(M / 5 MiB)', 3],
  ['number', '(N - k) * U', 1500],
  ['number', '2 * -(3 - 5)', 4],
  ['time', '0.4 ms + 12 us * k', 18.4],
  ['time', '3.1 ms * B / MiB - 0.4 ms', 198],
  ['time', '1.5 s', 1500],
  ['bytes', '-12 KiB', -12 * 1024],
  ['bytes', '1 MiB + 2.5 * M', 31 * MIB],
])('the %s %s', (dimension, formula, value) => {
  expect(evaluate(formula, variables, dimension)).toBeCloseTo(value, 9);
});

it.each<[Dimension, string, string]>([
  ['number', '', 'it ends too early'],
  ['number', '2 +', 'it ends too early'],
  ['number', '2 + x', '"x" is no number, unit (us, ms, s, KiB, MiB, GiB) or variable (N, k, U, B, M)'],
  ['number', '2 k', '"k" is no number'],
  ['number', 'ceil k', '"(" is missing'],
  ['number', '(k', '")" is missing'],
  ['number', 'constructor', '"constructor" is no number'],
  ['bytes', '5 ms', 'must come to an amount of bytes'],
  ['time', '8 MiB', 'must come to a time'],
  ['time', '5', 'must come to a time'],
  ['number', 'M', 'must come to a number without a unit'],
  ['time', '5 ms + 1 MiB', 'adds what has different units'],
  ['time', '5 ms + 3 ms * B', 'adds what has different units'],
])('as %s, "%s" is refused: %s', (dimension, formula, fault) => {
  expect(() => evaluate(formula, variables, dimension)).toThrow(fault);
});
