import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readCpuMs } from './cgroup';
import { requestCounters } from './garage-metrics';
import { interfaces, ipv6Of } from './network';
import { identityOf, memoryOf, readProcess, resetPeak } from './processes';
import { cgroupFor } from './read';

describe('files in another format are errors, never figures', () => {
  const known = 'Name:\tx\nState:\tS (sleeping)\n';

  test.each([
    ['status in another unit', () => memoryOf(`${known}VmHWM:\t9 MB\nVmRSS:\t9 MB\n`)],
    ['status with one of the two', () => memoryOf(`${known}VmRSS:\t9 kB\n`)],
    ['status that is none', () => memoryOf('')],
    ['stat cut short', () => identityOf('42 (x) S 1 2 3')],
    ['net/dev with words', () => interfaces('a\nb\neth0: 1 2 x 4 5 6 7 8 9\n')],
    ['dev_snmp6 without its counters', () => ipv6Of('ifIndex 2\nIp6InReceives 3\n')],
    ['net/dev with too few counts', () => interfaces('a\nb\neth0: 1 2 3\n')],
  ])('%s', (_, parse) => {
    expect(parse).toThrow(/not in the format of (proc\(5\)|RFC 4293)/);
  });

  test('a page that is not Garage’s, and a counter that is no number', () => {
    expect(() => requestCounters('<html>')).toThrow("not Garage's metrics");
    expect(() => requestCounters('api_s3_request_counter{api_endpoint="GetObject"} NaN')).toThrow(
      'usual format',
    );
    expect(() => requestCounters('api_s3_request_counter{endpoint="GetObject"} 1')).toThrow('usual format');
    expect(requestCounters('garage_build_info{version="v2.5.0"} 1')).toEqual({});
  });
});

test('a process that is about to end has no memory, and that is no error', () => {
  expect(memoryOf('Name:\tx\nState:\tX (dead)\n')).toBeNull();
});

test('a counter that is missing is named', () => {
  const cgroup = {
    version: 1 as const,
    cpuFile: '/nowhere/cpuacct.usage',
    procsFile: '',
    oomFile: null,
    memoryFiles: null,
  };
  expect(() => readCpuMs(cgroup)).toThrow("the container's CPU counter is gone: /nowhere/cpuacct.usage");
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux(`real processes${process.platform === 'linux' ? '' : ' (skipped: /proc is of Linux)'}`, () => {
  let child: ChildProcess;
  const pid = () => child.pid ?? 0;

  beforeEach(() => {
    child = spawn('sh', ['-c', 'echo ready; read line; exec sh -c "echo again; read line"'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdout?.setEncoding('utf8');
  });
  afterEach(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  test('one that vanished between two reads is left out', async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readProcess(pid())).toBeNull();
    expect(resetPeak(pid())).toBe(false);
  });

  test('one that replaced itself keeps its pid and start time, and shows by its stack', async () => {
    const lines = child.stdout?.iterator({ destroyOnReturn: false });
    await lines?.next();
    const before = readProcess(pid());
    child.stdin?.write('go\n');
    await lines?.next();
    const after = readProcess(pid());
    expect(after).toMatchObject({ pid: before?.pid, startTime: before?.startTime });
    expect(after?.stack).not.toBe(before?.stack);
  });

  test('a container’s first process that ended, or whose pid another one has, is named', async () => {
    const target = { id: '0'.repeat(64), pid: pid(), storageSubnet: null };
    expect(() => cgroupFor(target)).toThrow(`process ${pid()} is not in the container 000000000000`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(() => cgroupFor(target)).toThrow(`the container's first process, ${pid()}, has ended`);
  });
});
