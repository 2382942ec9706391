import { isAtLeast } from './kernel';
import { limitsOf } from './limits';
import { rssBound } from './rss-bound';

test('kernel releases are compared by number, not by letter', () => {
  expect(isAtLeast('6.18.44-x', [6, 2])).toBe(true);
  expect(isAtLeast('5.15.0-91-generic', [5, 19])).toBe(false);
  expect(isAtLeast('linux', [6, 2])).toBe(false);
});

test('the error of RSS grows with CPUs on newer kernels, with threads on older ones', () => {
  expect(rssBound(2, { kernel: '6.2.0', threads: 9 })).toBe(rssBound(2));
  expect(rssBound(2, { kernel: '6.1.0-18-amd64', threads: 9 })).toBe(9 * 64 * 4096);
});

test('each host is told what it allows', () => {
  expect(limitsOf({ kernel: '6.18.1', cgroupVersion: '1', cpus: 1 })).toMatchObject({
    'RSS of a process': expect.stringContaining('384 KiB'),
    'a child that exits': expect.stringContaining('memory.max_usage_in_bytes'),
  });
  expect(limitsOf({ kernel: '5.15.0', cgroupVersion: '2', cpus: 1 })).toMatchObject({
    'CPU time': expect.stringContaining('usage_usec'),
    'RSS of a process': expect.stringContaining('by thread'),
    'a child that exits': expect.stringContaining('no memory.peak'),
  });
});
