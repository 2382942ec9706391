import { join } from 'node:path';
import type Docker from 'dockerode';
import { interfaces } from '../agent/network';
import { retryUntil } from '../config/deadline';
import { ROOT } from '../config/root';
import { connect } from '../engine/connect';
import { labelsOf } from '../engine/labels';
import { sweepRuns } from '../engine/sweep';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';
import { costOf } from '../meter/cost';
import { Agent } from './agent';
import { makeNetworks } from './networks';
import { TunedContainer } from './tuned';

jest.setTimeout(120_000);

const RUN = `agent-test-${process.pid}`;
const MIB = 1 << 20;
let docker: Docker;
let image: string;
let agent: Agent;

beforeAll(async () => {
  docker = (await connect()).docker;
  image = (await obtain(docker, RECIPES.probe, { say: () => undefined })).ref;
});
beforeEach(async () => {
  const place = { network: 'none', binds: [], labels: labelsOf(RUN) };
  agent = await Agent.start(docker, { image, name: `aerometer-${RUN}-agent`, ...place });
});
afterEach(async () => {
  agent.close();
  await sweepRuns(docker, RUN);
});

/** A container that runs a line of Node, and then waits to be told over its stdin or killed. */
async function measured(code: string, memory = 0, network = 'none') {
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: ['node', '-e', code],
    Labels: labelsOf(RUN),
    HostConfig: { NetworkMode: network, Memory: memory, MemorySwap: memory, AutoRemove: false },
  });
  await container.start();
  return container;
}

async function targetOf(container: Docker.Container) {
  const { Id, State } = await container.inspect();
  return { id: Id, pid: State.Pid, storageSubnet: null };
}

async function sampled(container: Docker.Container, meanwhile: () => Promise<unknown>) {
  const target = await targetOf(container);
  const before = await agent.read(target, 'before', null);
  await meanwhile();
  return costOf(before, await agent.read(target, 'after', null), 1, 2);
}

const WAIT = 'setInterval(() => {}, 1e6)';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a container that exits during a sample is named, not measured', async () => {
  const container = await measured(WAIT);
  await expect(sampled(container, () => container.kill())).rejects.toThrow(
    /the container's first process, \d+, has ended/,
  );
});

test('one that restarts during a sample is named, also when asked by its new process', async () => {
  const container = await measured(WAIT);
  await expect(sampled(container, () => container.restart({ t: 0 }))).rejects.toThrow('has ended');
  const before = await agent.read(await targetOf(container), 'before', null);
  await container.restart({ t: 0 });
  const after = await agent.read(await targetOf(container), 'after', null);
  expect(() => costOf(before, after, 1, 2)).toThrow('The server was started anew');
});

test('one whose child the kernel kills for memory is named, though its first process goes on', async () => {
  const hog = 'const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1))';
  const parent = `process.on('SIGUSR2', () => require('child_process').spawn('node', ['-e', '${hog}'])); ${WAIT}`;
  const container = await measured(parent, 96 * MIB);
  await pause(500);
  const grow = async () => {
    await container.kill({ signal: 'SIGUSR2' });
    await pause(3000);
  };
  await expect(sampled(container, grow)).rejects.toThrow('killed a process of the server for memory');
});

test('one whose first process replaces itself has no peak of its own, only what its cgroup tells', async () => {
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: ['sh', '-c', `trap 'exec node -e "${WAIT}"' USR2; echo listens; while :; do sleep 0.1; done`],
    Labels: labelsOf(RUN),
    HostConfig: { NetworkMode: 'none' },
  });
  await container.start();
  // Before it listens, the signal would be lost: a first process without a handler ignores it.
  const heard = async () => String(await container.logs({ stdout: true })).includes('listens');
  while (!(await heard())) await pause(50);
  const cost = await sampled(container, async () => {
    await container.kill({ signal: 'SIGUSR2' });
    await pause(1500);
  });
  expect(cost.sources.peakRssBytes).toContain('the former program of node');
  const whole = cost.sources.peakRssBytes?.startsWith('maximum of the cgroup');
  expect(cost.peakRssBytes).toEqual(whole ? expect.any(Number) : null);
  expect(cost.cpuMs).toBeGreaterThan(0);
});

test('it reads the maps of another user, and without SYS_PTRACE says that it cannot', async () => {
  expect(await agent.whyNoDetail()).toBeNull();
  const bare = new TunedContainer(image, { create: { Entrypoint: ['node'] } })
    .withLabels(labelsOf(RUN))
    .withNetworkMode('none')
    .withCopyDirectoriesToContainer([{ source: join(ROOT, 'dist/src/agent'), target: '/agent' }])
    .withCommand(['-e', `require('/agent/detail.js').whyNoDetail().then(console.log); ${WAIT}`]);
  const container = docker.getContainer((await bare.start()).getId());
  const said = await retryUntil(30_000, 'the container to speak', async () => {
    const log = (await container.logs({ stdout: true })).toString();
    if (log === '') throw new Error('it says nothing');
    return log;
  });
  expect(said).toMatch(/EACCES: permission denied.*smaps_rollup/);
});

test('processes that come and go between two readings disturb neither', async () => {
  const spawning = "setInterval(() => require('child_process').spawn('sh', ['-c', 'sleep 0.01']), 5)";
  const container = await measured(spawning);
  const { cpuMs, retainedRssBytes } = await sampled(container, () => pause(50));
  expect(cpuMs).toBeGreaterThan(0);
  expect(Number.isFinite(retainedRssBytes)).toBe(true);
});

test("nothing is charged to a container that does nothing, not even its host's search for IPv6 routers", async () => {
  const networks = await makeNetworks(docker, `aerometer-${RUN}`, labelsOf(RUN));
  const container = await measured(WAIT, 0, networks.storage);
  const target = { ...(await targetOf(container)), storageSubnet: networks.storageSubnet };
  const arrived = async () => {
    const frames = [...interfaces(await agent.cat(`/proc/${target.pid}/net/dev`))];
    return frames.reduce((sum, [name, traffic]) => sum + (name === 'lo' ? 0 : traffic.in), 0);
  };
  await pause(2000); // its bridge reports its groups, once
  const [frames, before] = [await arrived(), await agent.read(target, 'before', null)];
  await pause(7000);
  const after = await agent.read(target, 'after', null);
  expect(after.storageBytes).toEqual(before.storageBytes);
  const ipv6 = await agent.cat('/proc/1/net/if_inet6').catch(() => '');
  if (ipv6 !== '') expect(await arrived()).toBeGreaterThan(frames);
});

test('an agent that is killed is named with its end, at once and for good', async () => {
  const container = await measured(WAIT);
  const target = await targetOf(container);
  const since = performance.now();
  const reading = agent.read(target, 'before', null);
  await Promise.all([
    docker.getContainer(`aerometer-${RUN}-agent`).kill(),
    expect(reading).rejects.toThrow(/The agent container is gone\n {2}cause: it ended with exit code 137/),
  ]);
  expect(performance.now() - since).toBeLessThan(10_000);
  await expect(agent.read(target, 'before', null)).rejects.toThrow('is gone');
});
