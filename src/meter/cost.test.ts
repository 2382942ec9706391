import type { Reading } from '../agent/protocol';
import { costOf } from './cost';
import { chargedBound, rssBound } from './rss-bound';

const MIB = 1 << 20;
const process = (pid: number, rss: number, peak = rss) => ({
  pid,
  startTime: '1',
  stack: '7',
  name: `p${pid}`,
  rss,
  peak,
  pss: null,
  anon: rss / 2,
});
const reading = (change: Partial<Reading>): Reading => ({
  main: '1@1',
  cpuMs: 100,
  processes: [process(1, 10 * MIB)],
  storageBytes: { in: 0, out: 0 },
  clientBytes: null,
  requests: {},
  settledMs: 20,
  settled: true,
  idleRate: 0,
  oomKills: 0,
  sources: { cpuMs: 'cgroup', peakRssBytes: 'VmHWM' },
  at: 0,
  ...change,
});

test('CPU time, requests and bytes are per execution; memory is not divided', () => {
  const after = reading({
    cpuMs: 130,
    processes: [process(1, 11 * MIB, 15 * MIB)],
    requests: { 's3:GetObject': 20 },
    storageBytes: { in: 40, out: 10 },
  });
  expect(costOf(reading({}), after, 10, 1)).toMatchObject({
    cpuMs: 3,
    peakRssBytes: 5 * MIB,
    retainedRssBytes: MIB,
    requests: { 's3:GetObject': 2 },
    storageBytes: { in: 4, out: 1 },
  });
});

test('a later size of the same start counts above the fresh server, and a process of its own above itself', () => {
  const first = new Map([['1@1', 10 * MIB]]);
  const before = reading({ processes: [process(1, 14 * MIB), process(2, 5 * MIB)] });
  const after = reading({ processes: [process(1, 14 * MIB, 15 * MIB), process(2, 6 * MIB, 7 * MIB)] });
  const cost = costOf(before, after, 1, 1, first);
  expect(cost).toMatchObject({
    startRssBytes: 15 * MIB,
    peakRssBytes: 7 * MIB,
    retainedRssBytes: 5 * MIB,
  });
  expect(cost.sources.peakRssBytes).toContain('because allocators keep pages');
  expect(costOf(before, after, 1, 1).peakRssBytes).toBe(3 * MIB);
});

test('a process that came counts whole', () => {
  const after = reading({ processes: [process(1, 10 * MIB), process(3, 2 * MIB, 3 * MIB)] });
  expect(costOf(reading({}), after, 1, 1).peakRssBytes).toBe(3 * MIB);
});

describe('one that went took its mark along', () => {
  const before = reading({
    processes: [process(1, MIB), process(2, MIB)],
    charged: { now: 3 * MIB, most: 9 * MIB },
  });
  const later = (charged: Reading['charged']) => reading({ processes: [process(1, MIB)], charged });

  test('so the peak comes from the maximum of the cgroup, where that moved', () => {
    const cost = costOf(before, later({ now: 2 * MIB, most: 20 * MIB }), 1, 1);
    expect(cost.peakRssBytes).toBe(17 * MIB);
    expect(cost.bounds.peakRssBytes).toBe(chargedBound(1, 1));
    expect(cost.sources.peakRssBytes).toMatch(/^maximum of the cgroup.*p2 exited meanwhile/);
  });

  test('and where it did not move there is none, only what it was at most', () => {
    const cost = costOf(before, later({ now: 2 * MIB, most: 9 * MIB }), 1, 1);
    expect(cost.peakRssBytes).toBeNull();
    expect(cost.bounds.peakRssBytes).toBeUndefined();
    expect(cost.sources.peakRssBytes).toContain('at most 6144 KiB');
  });

  test('nor where the kernel keeps no maximum', () => {
    const cost = costOf(before, later(null), 1, 1);
    expect(cost.peakRssBytes).toBeNull();
    expect(cost.sources.peakRssBytes).toContain('p2 exited meanwhile');
  });
});

test('a child that came and went between the readings is noticed by whoever waited for it', () => {
  const parent = (reapedFaults: number) => [{ ...process(1, MIB), reapedFaults }];
  const cost = costOf(reading({ processes: parent(5) }), reading({ processes: parent(90) }), 1, 1);
  expect(cost.peakRssBytes).toBeNull();
  expect(cost.sources.peakRssBytes).toContain('a child of p1 exited meanwhile');
});

test('many of one name are counted, not listed', () => {
  const some = [2, 3, 4].map((pid) => ({ ...process(pid, MIB), name: 'imap-login' }));
  const cost = costOf(reading({ processes: [process(1, MIB), ...some] }), reading({}), 1, 1);
  expect(cost.sources.peakRssBytes).toBe(
    'imap-login (3 times) exited meanwhile and took the high-water mark along',
  );
});

test('a pid that the kernel gave to another process is another process', () => {
  const after = reading({ processes: [{ ...process(1, MIB), startTime: '2' }] });
  expect(costOf(reading({}), after, 1, 1).sources.peakRssBytes).toContain('p1 exited meanwhile');
});

test('what could not be taken is null, with its reason', () => {
  const after = reading({
    requests: null,
    storageBytes: null,
    processes: [{ ...process(1, MIB), anon: null }],
  });
  const cost = costOf(reading({}), after, 1, 1);
  expect(cost).toMatchObject({ requests: null, storageBytes: null, anonBytes: null });
  expect(Object.keys(cost.sources)).toEqual(
    expect.arrayContaining(['requests', 'storageBytes', 'anonBytes']),
  );
});

test('a server that does not come to rest says so beside its CPU time', () => {
  expect(costOf(reading({}), reading({ settled: false, idleRate: 12 }), 1, 1).sources.cpuMs).toContain(
    '12.0 ms CPU a second',
  );
});

test('pinning to one CPU narrows the error of RSS', () => {
  expect(rssBound(1)).toBe(384 * 1024);
  expect(rssBound(2)).toBe(768 * 1024);
});

test('where nobody could look at the processes, memory is null and says why; CPU time stands', () => {
  const blind = { processes: null, anonBytes: 7 * MIB, sources: { cpuMs: 'stats', peakRssBytes: 'refused' } };
  const cost = costOf(reading(blind), reading({ ...blind, cpuMs: 104 }), 1, 1);
  expect(cost).toMatchObject({ cpuMs: 4, startRssBytes: null, peakRssBytes: null, anonBytes: 7 * MIB });
  expect(cost.sources.peakRssBytes).toBe('refused');
});

describe('a sample during which the server was not left alone', () => {
  test.each([
    ['it was started anew', { main: '1@9' }, 'started anew'],
    ['its pid belongs to a new first process', { main: '2@1', cpuMs: 200 }, 'started anew'],
    ['the kernel killed a process of it', { oomKills: 1 }, 'killed a process of the server for memory'],
    ['its cgroup was made anew', { cpuMs: 99 }, 'CPU counter went backwards'],
  ])('is refused where %s', (_, change, words) => {
    expect(() => costOf(reading({}), reading(change), 1, 1)).toThrow(words);
  });

  test('has no peak where a process replaced itself: its mark began anew', () => {
    const after = reading({ processes: [{ ...process(1, MIB, 2 * MIB), stack: '8' }] });
    const cost = costOf(reading({}), after, 1, 1);
    expect(cost).toMatchObject({ peakRssBytes: null, retainedRssBytes: -9 * MIB });
    expect(cost.sources.peakRssBytes).toContain('the former program of p1 exited');
  });

  test('has no request count where Garage was started anew', () => {
    const before = reading({ requests: { 's3:GetObject': 9, 's3:PutObject': 1 } });
    const lower: Record<string, number>[] = [{ 's3:GetObject': 2, 's3:PutObject': 2 }, { 's3:GetObject': 9 }];
    for (const requests of lower) {
      const cost = costOf(before, reading({ requests }), 1, 1);
      expect(cost.requests).toBeNull();
      expect(cost.sources.requests).toContain('went backwards');
    }
  });

  test('has no storage bytes where the interface was attached anew', () => {
    const cost = costOf(reading({ storageBytes: { in: 9, out: 1 } }), reading({}), 1, 1);
    expect(cost.storageBytes).toBeNull();
    expect(cost.sources.storageBytes).toContain('went backwards');
  });
});
