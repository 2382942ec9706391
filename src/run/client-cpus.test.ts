import { spawnSync } from 'node:child_process';
import { keptTo } from './client-cpus';

const command = [
  process.execPath,
  '-e',
  'console.log(require("fs").readFileSync("/proc/self/status", "utf8"))',
] as const;

test('a client that no CPU is kept free from starts as it is', () => {
  expect(keptTo(null, [...command])).toEqual(command);
});

const isLinux = process.platform === 'linux';
(isLinux ? test : test.skip)(
  isLinux ? 'a client is kept to its CPUs' : 'a client is kept to its CPUs (skipped: only Linux has taskset)',
  () => {
    const [program, ...args] = keptTo('0', [...command]);
    const { stdout } = spawnSync(program, args, { encoding: 'utf8' });
    expect(stdout).toMatch(/Cpus_allowed_list:\s0\n/);
  },
);

test('CPUs that this host does not have are not asked for', () => {
  expect(keptTo('100000', [...command])).toEqual(command);
});
