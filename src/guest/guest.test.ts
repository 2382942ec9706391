import { answerOf } from './answer';
import { consoleLine } from './console';
import { shortened } from './shorten';

test('a console line is what a program of the guest said', () => {
  expect(consoleLine('\u001b[!p\u001b]104\u0007\u001b[?7hup 12.24 s after its start\r')).toBe(
    'up 12.24 s after its start',
  );
  expect(consoleLine('\u001b[0;32m  OK  \u001b[0m Reached\r')).toBe('  OK   Reached');
  expect(consoleLine('[   23.475488] reboot: Power down\r')).toBeNull();
  expect(consoleLine('\r')).toBeNull();
});

test('an answer that is none is a failure with the last words of the guest', () => {
  expect(() => answerOf('', ['one', 'dockerd failed'])).toThrow(/ended without an answer.*dockerd failed/s);
  expect(() => answerOf('{"accuracy":1}', [])).toThrow('not in the form');
  expect(answerOf('{"accuracy":null,"failed":"no image","samples":{}}', []).failed).toBe('no image');
});

test('samples lose the length of ids and mounts that are not of cgroups', () => {
  const id = 'a1b2c3d4'.repeat(8);
  expect(
    shortened({
      [`/sys/fs/cgroup/system.slice/docker-${id}.scope/cgroup.procs`]: '42\n',
      '/proc/self/mounts': `overlay / overlay rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 ro 0 0\n`,
      '/proc/42/cgroup': `0::/system.slice/docker-${id}.scope\n`,
    }),
  ).toEqual({
    '/sys/fs/cgroup/system.slice/docker-a1b2c3d4a1b2.scope/cgroup.procs': '42\n',
    '/proc/self/mounts': 'cgroup2 /sys/fs/cgroup cgroup2 ro 0 0\n',
    '/proc/42/cgroup': '0::/system.slice/docker-a1b2c3d4a1b2.scope\n',
  });
});
