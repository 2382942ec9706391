import { rowsOf } from './instruments/psrecord';
import { excursions } from './side-by-side';

const MIB = 1 << 20;

test("psrecord's log is read by its columns", () => {
  const log =
    '# Elapsed time   CPU (%)     Real (MB)   Virtual (MB)\n       0.000        0.000        1.500        2.000\n       0.100      100.000       65.500       66.000\n';
  expect(rowsOf(log)).toEqual([
    { at: 0, percent: 0, bytes: 1.5 * MIB },
    { at: 100, percent: 100, bytes: 65.5 * MIB },
  ]);
});

test('samples in a row show one spike, and far apart two', () => {
  const at = (times: readonly number[], high: readonly number[]) =>
    times.map((time) => ({ at: time, bytes: high.includes(time) ? 64 * MIB : MIB }));
  expect(excursions(at([0, 1, 2, 3], [1, 2]), 32 * MIB)).toBe(1);
  expect(excursions(at([0, 100, 200, 300], [100, 300]), 32 * MIB)).toBe(2);
  expect(excursions(at([0, 1000, 2000], [1000, 2000]), 32 * MIB)).toBe(2);
  expect(excursions(at([0, 1000], []), 32 * MIB)).toBe(0);
  expect(excursions([], 32 * MIB)).toBe(0);
});
