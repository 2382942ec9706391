import { cgroupOf, cpuMs, oomKills, type Tree } from './cgroup';

const ID = '3f1c9a';
const ALL_THERE: Tree = { exists: () => true, find: () => null };
const UNIFIED = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0\n';

/** A hierarchy in which only these directories are. */
function treeOf(...dirs: string[]): Tree {
  return {
    exists: (dir) => dirs.includes(dir),
    find: (below, name) => dirs.find((dir) => dir.startsWith(below) && dir.endsWith(`/${name}`)) ?? null,
  };
}

describe('the cgroup of a container, v1', () => {
  // Recorded on Linux 6.18, Docker 20.10, cgroupfs driver; ids shortened.
  const text = `12:memory:/docker/${ID}\n5:cpuset:/docker/${ID}\n3:cpuacct:/docker/${ID}\n2:cpu:/docker/${ID}\n`;
  const mounts =
    'cgroup /sys/fs/cgroup/cpuacct cgroup rw,relatime,cpuacct 0 0\ncgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0\n';

  test('is found', () => {
    expect(cgroupOf(text, mounts, ID, ALL_THERE)).toEqual({
      version: 1,
      cpuFile: `/sys/fs/cgroup/cpuacct/docker/${ID}/cpuacct.usage`,
      procsFile: `/sys/fs/cgroup/cpuacct/docker/${ID}/cgroup.procs`,
      oomFile: `/sys/fs/cgroup/memory/docker/${ID}/memory.oom_control`,
      memoryFiles: {
        now: `/sys/fs/cgroup/memory/docker/${ID}/memory.usage_in_bytes`,
        most: `/sys/fs/cgroup/memory/docker/${ID}/memory.max_usage_in_bytes`,
      },
    });
  });

  test('is found where cpu and cpuacct are mounted together', () => {
    const together = 'cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0\n';
    expect(cgroupOf(`3:cpu,cpuacct:/docker/${ID}\n`, together, ID, ALL_THERE).cpuFile).toBe(
      `/sys/fs/cgroup/cpu,cpuacct/docker/${ID}/cpuacct.usage`,
    );
  });
});

// Constructed: layouts that were not to be had where the recorded ones (recorded.test.ts) come from.
describe('the cgroup of a container, v2, constructed', () => {
  // The path is that of https://github.com/docker/docs/issues/14545.
  test('of rootless Docker is below its user', () => {
    const path = `/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${ID}.scope`;
    expect(cgroupOf(`0::${path}\n`, UNIFIED, ID, ALL_THERE).cpuFile).toBe(`/sys/fs/cgroup${path}/cpu.stat`);
  });

  // Docker Desktop's VM has no systemd: the path is that of https://github.com/docker/for-mac/issues/7216.
  test("of Docker Desktop's VM is below docker", () => {
    expect(cgroupOf(`0::/docker/${ID}\n`, UNIFIED, ID, ALL_THERE).cpuFile).toBe(
      `/sys/fs/cgroup/docker/${ID}/cpu.stat`,
    );
  });

  // WSL 2.9 keeps a distribution below a cgroup of its own: https://github.com/moby/moby/issues/53531.
  test('is searched where its path begins at another root than the mount', () => {
    const there = `/sys/fs/cgroup/wsl-user/distro-1/systemd/system.slice/docker-${ID}.scope`;
    const found = cgroupOf(`0::/system.slice/docker-${ID}.scope\n`, UNIFIED, ID, treeOf(there));
    expect(found.procsFile).toBe(`${there}/cgroup.procs`);
  });

  // systemd as a container's first process moves itself to init.scope: https://systemd.io/CONTAINER_INTERFACE.
  test('is the whole container, where its first process sits deeper', () => {
    const text = `0::/system.slice/docker-${ID}.scope/init.scope\n`;
    expect(cgroupOf(text, UNIFIED, ID, ALL_THERE).cpuFile).toBe(
      `/sys/fs/cgroup/system.slice/docker-${ID}.scope/cpu.stat`,
    );
  });

  // systemd's hybrid layout, and a v1 hierarchy that somebody mounted beside the unified one (cgroups(7), "v2 and v1").
  test('is not taken for the root of a v1 hierarchy that the container is not in', () => {
    const text = `3:cpuacct:/\n1:net_cls:/\n0::/system.slice/docker-${ID}.scope\n`;
    const mounts = `cgroup /sys/fs/cgroup/cpuacct cgroup rw,cpuacct 0 0\n${UNIFIED}`;
    expect(cgroupOf(text, mounts, ID, ALL_THERE).version).toBe(2);
  });

  // "(deleted)": cgroup-v2.rst, "Processes".
  test('is refused once the container has ended', () => {
    const text = `0::/system.slice/docker-${ID}.scope (deleted)\n`;
    expect(() => cgroupOf(text, UNIFIED, ID, ALL_THERE)).toThrow(`the container ${ID} ended`);
  });

  test('is refused where it is not below the mount', () => {
    expect(() => cgroupOf(`0::/../docker-${ID}.scope\n`, UNIFIED, ID, treeOf())).toThrow('not to be seen');
  });

  test('is refused where the process is another one', () => {
    expect(() => cgroupOf('0::/init.scope\n', UNIFIED, ID, ALL_THERE)).toThrow('is not in the container');
    expect(() => cgroupOf(`7:pids:/docker/${ID}\n`, UNIFIED, ID, ALL_THERE)).toThrow(
      'is not in the container',
    );
  });

  test('is refused where nothing is mounted', () => {
    expect(() => cgroupOf(`0::/docker/${ID}\n`, '', ID, ALL_THERE)).toThrow('cgroup2 is not mounted');
  });
});

test('a counter in another format is an error, never a figure', () => {
  expect(cpuMs(1, '1500000\n')).toBe(1.5);
  expect(cpuMs(2, 'usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n')).toBe(1.5);
  expect(() => cpuMs(1, 'usage_usec 5')).toThrow('not a number');
  expect(() => cpuMs(2, '1500000')).toThrow('not a number');
});

test('OOM kills are counted, or null where the kernel does not say', () => {
  expect(oomKills('oom_kill_disable 0\nunder_oom 0\noom_kill 2\n')).toBe(2);
  expect(oomKills('oom_kill_disable 0\n')).toBeNull();
});
