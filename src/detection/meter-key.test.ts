import { Failure } from '../config/failure';
import { meterKey, meterName } from './meter-key';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(16)) as [string, string, string];
const because = 'only a message reads otherwise';

test('a key is of the files at hand, and the same each time', () => {
  expect(meterKey()).toMatch(/^[0-9a-f]{16}$/);
  expect(meterKey()).toBe(meterKey());
});

test('meters that somebody said measure alike have one name; any other keeps its own', () => {
  const list = [
    { meter: A, because },
    { meter: B, because },
  ];
  expect([A, B, C].map((key) => meterName(key, list))).toEqual([A, A, C]);
  expect(meterName(C, [])).toBe(C);
});

test.each([
  ['a reason that says nothing', [{ meter: A, because: 'ok' }]],
  ['a key that is none', [{ meter: 'beef', because }]],
  ['an unknown word', [{ meter: A, because, until: 'then' }]],
])('%s is refused', (_, list) => {
  expect(() => meterName(A, list)).toThrow(Failure);
});
