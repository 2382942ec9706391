import { bytes, bytesAtMost, count, duration, milliseconds, range } from './units';

const KIB = 1024;
const MIB = 1024 * KIB;

test('units are readable and at most three digits are shown', () => {
  expect(milliseconds(12.3456)).toBe('12.3 ms');
  expect(milliseconds(1234)).toBe('1.23 s');
  expect(milliseconds(0.01234)).toBe('0.012 ms');
  expect(bytes(512)).toBe('512 B');
  expect(bytes(1023 * KIB)).toBe('0.999 MiB');
  expect(bytes(23_600_000)).toBe('22.5 MiB');
  expect(bytes(0)).toBe('0 B');
});

test('no digit is shown below the error of the figure', () => {
  expect(bytes(12.34 * MIB, { bound: 384 * KIB })).toBe('12.3 MiB');
  expect(bytes(12.34 * MIB, { bound: 2 * MIB })).toBe('12 MiB');
  expect(milliseconds(318.2, { bound: 0.1, spread: 14 })).toBe('320 ms');
  expect(milliseconds(5.4, { spread: 40 })).toBe('5 ms');
});

test('one start has two digits, and fewer where its error begins before', () => {
  expect(milliseconds(93.14, { starts: 1 })).toBe('93 ms');
  expect(milliseconds(1234, { starts: 1 })).toBe('1.2 s');
  expect(bytes(452 * MIB, { starts: 1 })).toBe('450 MiB');
  expect(bytes(100 * KIB, { bound: 384 * KIB, starts: 1 })).toBe('<500 KiB');
  expect(milliseconds(5.4, { spread: 40, starts: 1 })).toBe('5 ms');
  expect(milliseconds(93.14, { starts: 2 })).toBe('93.1 ms');
});

test('what is at most so much is never less than that', () => {
  expect(bytesAtMost(800 * KIB, 768 * KIB)).toBe('<1.6 MiB');
});

test('what cannot be told from zero is said to be at most so much', () => {
  expect(bytes(100 * KIB, { bound: 384 * KIB })).toBe('<500 KiB');
  expect(bytes(0, { bound: 384 * KIB })).toBe('<400 KiB');
  expect(bytes(-100 * KIB, { bound: 384 * KIB })).toBe('~0');
  expect(bytes(-2 * MIB, { bound: 384 * KIB })).toBe('-2.0 MiB');
});

test('huge numbers stay readable', () => {
  expect(bytes(5 * 1024 ** 5)).toBe('5,120 TiB');
  expect(milliseconds(Number.MAX_SAFE_INTEGER)).toMatch(/^9,010,000,000,000 s$/);
  expect(count(1_234_567)).toBe('1,234,567');
});

test('counts are exact, and ranges show both ends', () => {
  expect(count(100)).toBe('100');
  expect(count(1.5)).toBe('1.5');
  expect(range(118, 187)).toBe('118–187');
  expect(range(2, 2)).toBe('2');
});

test('the duration of a run has two units at most', () => {
  expect([800, 59_400, 252_000, 3_661_000].map(duration)).toEqual(['1 s', '59 s', '4 min 12 s', '1 h 1 min']);
});
