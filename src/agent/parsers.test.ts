import { cgroupOf, cpuMs, oomKills } from './cgroup';
import { requestCounters } from './garage-metrics';
import { sides } from './network';
import { identityOf, memoryOf, reapedFaultsOf, rollup } from './processes';

const ID = '3f1c9a';

describe('the cgroup of a container', () => {
  // Recorded on Linux 6.18, Docker 20.10, cgroupfs driver, cgroup v1; ids shortened.
  const v1 = `12:memory:/docker/${ID}\n5:cpuset:/docker/${ID}\n3:cpuacct:/docker/${ID}\n2:cpu:/docker/${ID}\n`;
  const mountsV1 =
    'cgroup /sys/fs/cgroup/cpuacct cgroup rw,relatime,cpuacct 0 0\ncgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0\n';

  test('is found in a v1 hierarchy', () => {
    expect(cgroupOf(v1, mountsV1)).toEqual({
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
    const mounts = 'cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0\n';
    expect(cgroupOf(`3:cpu,cpuacct:/docker/${ID}\n`, mounts).cpuFile).toBe(
      `/sys/fs/cgroup/cpu,cpuacct/docker/${ID}/cpuacct.usage`,
    );
  });

  // Constructed after Documentation/admin-guide/cgroup-v2.rst, with the path that the systemd driver makes.
  test('is found in the unified hierarchy', () => {
    const found = cgroupOf(
      `0::/system.slice/docker-${ID}.scope\n`,
      'cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0\n',
    );
    expect(found.cpuFile).toBe(`/sys/fs/cgroup/system.slice/docker-${ID}.scope/cpu.stat`);
    expect(cpuMs(2, 'usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n')).toBe(1.5);
  });

  test('is refused where none is named', () => {
    expect(() => cgroupOf('7:pids:/x\n', '')).toThrow('neither a cpuacct nor a unified cgroup');
  });

  test('a counter in another format is an error, never a figure', () => {
    expect(cpuMs(1, '1500000\n')).toBe(1.5);
    expect(() => cpuMs(1, 'usage_usec 5')).toThrow('not a number');
    expect(() => cpuMs(2, '1500000')).toThrow('not a number');
  });

  test('OOM kills are counted, or null where the kernel does not say', () => {
    expect(oomKills('oom_kill_disable 0\nunder_oom 0\noom_kill 2\n')).toBe(2);
    expect(oomKills('oom_kill_disable 0\n')).toBeNull();
  });
});

describe('the memory of a process', () => {
  test('is its RSS and high-water mark', () => {
    const status =
      'Name:\tmaddy\nState:\tS (sleeping)\nVmPeak:\t  1200 kB\nVmHWM:\t   24236 kB\nVmRSS:\t   24000 kB\n';
    expect(memoryOf(status)).toEqual({ name: 'maddy', threads: 1, rss: 24_000 * 1024, peak: 24_236 * 1024 });
  });

  test('is null for a zombie', () => {
    expect(memoryOf('Name:\tx\nState:\tZ (zombie)\n')).toBeNull();
  });

  test('anonymous memory leaves out what the kernel may take back', () => {
    const content =
      'Rss: 9 kB\nPss:                 100 kB\nPss_Anon: 60 kB\nAnonymous:            80 kB\nLazyFree:             30 kB\n';
    expect(rollup(content)).toEqual({ pss: 100 * 1024, anon: 50 * 1024 });
  });

  test('a name with brackets and spaces does not shift its identity', () => {
    const fields = Array.from({ length: 50 }, (_, i) => String(i + 3));
    const stat = `42 (a) b) S ${fields.slice(1).join(' ')}`;
    expect(identityOf(stat)).toEqual({ startTime: '22', stack: '28' });
    expect(reapedFaultsOf(stat)).toBe(11 + 13);
  });
});

test('the storage side is told from the client side by its subnet, not by its name', () => {
  const head = 'Inter-| Receive\n face |bytes\n';
  const row = (name: string, received: number, sent: number) =>
    `${name}: ${received} 1 0 0 0 0 0 0 ${sent} 1 0 0 0 0 0 0\n`;
  const dev = head + row('    lo', 7, 7) + row('  eth0', 100, 200) + row('  eth1', 10, 20);
  const route = 'Iface\tDestination\tGateway\neth1\t000014AC\t00000000\neth0\t000013AC\t00000000\n';
  expect(sides(dev, route, '172.20.0.0/16')).toEqual({
    storage: { in: 10, out: 20 },
    client: { in: 100, out: 200 },
  });
  expect(sides(dev, route, null)).toEqual({ storage: null, client: { in: 110, out: 220 } });
});

test("Garage's counters are read by API and endpoint", () => {
  const text = [
    '# TYPE api_s3_request_counter counter',
    'api_s3_request_counter{api_endpoint="GetObject",service_name="garage"} 100',
    'api_k2v_request_counter{api_endpoint="PollItem"} 3',
    'api_s3_error_counter{api_endpoint="GetObject"} 9',
  ].join('\n');
  expect(requestCounters(text)).toEqual({ 's3:GetObject': 100, 'k2v:PollItem': 3 });
});
