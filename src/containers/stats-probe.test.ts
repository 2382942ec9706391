import type Docker from 'dockerode';
import type { Agent } from './agent';
import { StatsProbe } from './stats-probe';

const target = { id: '3f1c9a3f1c9a3f1c9a', pid: 1, storageSubnet: null };
const agent = {
  http: async () => ({ status: 200, body: 'api_s3_request_counter{api_endpoint="GetObject"} 3\n' }),
} as unknown as Agent;

function probeOf(answer: unknown): StatsProbe {
  const State = { Pid: 7, StartedAt: '2026-01-01T00:00:00Z' };
  const container = { stats: async () => answer, inspect: async () => ({ State }) };
  const docker = { getContainer: () => container } as unknown as Docker;
  return new StatsProbe(docker, agent, 'the engine refuses pid: host');
}

// The fields' names are those of Docker 20.10 on cgroup v1 and of Docker 28 on cgroup v2.
const v1 = { cpu_stats: { cpu_usage: { total_usage: 5_000_000 } }, memory_stats: { stats: { rss: 8192 } } };
const v2 = { cpu_stats: { cpu_usage: { total_usage: 7_000_000 } }, memory_stats: { stats: { anon: 4096 } } };

test('CPU time, anonymous memory and requests come without the processes being seen', async () => {
  const reading = await probeOf(v1).read(target, 'before', 'http://garage/metrics');
  expect(reading).toMatchObject({
    cpuMs: 5,
    anonBytes: 8192,
    requests: { 's3:GetObject': 3 },
    settled: true,
  });
  expect(await probeOf(v2).read(target, 'after', null)).toMatchObject({
    cpuMs: 7,
    anonBytes: 4096,
    requests: null,
  });
});

test('what is not seen is null, with the reason', async () => {
  const { processes, storageBytes, sources } = await probeOf(v2).read(target, 'before', null);
  expect([processes, storageBytes]).toEqual([null, null]);
  expect(sources.peakRssBytes).toBe('the engine refuses pid: host');
});

test('a container that ended has no CPU time, not one of 0', async () => {
  const ended = { cpu_stats: { cpu_usage: { total_usage: 0 } }, memory_stats: {} };
  await expect(probeOf(ended).read(target, 'after', null)).rejects.toThrow('hold no CPU time');
});
