import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupOf, cpuMs, oomKills } from './cgroup';
import { pidsIn } from './members';
import { sides } from './network';
import { identityOf, memoryOf, rollup } from './processes';

// Files of a real cgroup v2 hierarchy; how they were recorded stands in the file itself.
const { files } = JSON.parse(readFileSync(join(__dirname, 'recorded-v2.json'), 'utf8')) as {
  files: Record<string, string>;
};
const file = (path: string): string => {
  const found = files[path];
  if (found === undefined) throw new Error(`nothing was recorded of ${path}`);
  return found;
};
const ID = 'c55803b49eaa';
const SCOPE = `/sys/fs/cgroup/system.slice/docker-${ID}.scope`;

test('the cgroup of the container is found from what the kernel shows of its process', () => {
  const tree = { exists: (dir: string) => dir === SCOPE, find: () => null };
  expect(cgroupOf(file('/proc/905/cgroup'), file('/proc/self/mounts'), ID, tree)).toEqual({
    version: 2,
    cpuFile: `${SCOPE}/cpu.stat`,
    procsFile: `${SCOPE}/cgroup.procs`,
    oomFile: `${SCOPE}/memory.events`,
    memoryFiles: { now: `${SCOPE}/memory.current`, most: `${SCOPE}/memory.peak` },
  });
});

test('from a cgroup namespace of its own the agent looks for the directory by its name', () => {
  const tree = { exists: () => false, find: (dir: string, name: string) => `${dir}/elsewhere/${name}` };
  const seen = file('own cgroup namespace: /proc/905/cgroup');
  expect(seen).toContain('0::/../');
  expect(cgroupOf(seen, file('/proc/self/mounts'), ID, tree).cpuFile).toBe(
    `/sys/fs/cgroup/elsewhere/docker-${ID}.scope/cpu.stat`,
  );
});

test('its counters and its process are read', () => {
  expect(cpuMs(2, file(`${SCOPE}/cpu.stat`))).toBe(87.057);
  expect(oomKills(file(`${SCOPE}/memory.events`))).toBe(0);
  expect(pidsIn(file(`${SCOPE}/cgroup.procs`))).toEqual([905]);
  expect(memoryOf(file('/proc/905/status'))).toEqual({
    name: 'load',
    threads: 1,
    rss: 1064 * 1024,
    peak: 1064 * 1024,
  });
  expect(rollup(file('/proc/905/smaps_rollup'))).toEqual({ pss: 1056 * 1024, anon: 244 * 1024 });
  expect(identityOf(file('/proc/905/stat')).startTime).toBe('4552');
});

test('the storage side is the interface of its subnet', () => {
  expect(
    sides(file('/proc/905/net/dev'), file('/proc/905/net/route'), files['storage subnet'] ?? '', () => ''),
  ).toEqual({
    storage: { in: 180, out: 0 },
    client: { in: 200, out: 0 },
  });
});
