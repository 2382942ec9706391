import type Docker from 'dockerode';
import { Wait } from 'testcontainers';
import { z } from 'zod';
import { Agent } from '../containers/agent';
import { textOf } from '../containers/fate';
import { makeNetworks } from '../containers/networks';
import { startReference } from '../containers/reference-load';
import { TunedContainer } from '../containers/tuned';
import { labelsOf } from '../engine/labels';
import type { Samples } from './answer';
import { shortened } from './shorten';

const OF_PROCESS = ['cgroup', 'status', 'smaps_rollup', 'stat', 'net/dev', 'net/route'];
const OF_CGROUP = ['cgroup.procs', 'cpu.stat', 'memory.events', 'memory.current', 'memory.peak'];

/**
 * Writes down what the agent sees of a container's cgroup and process, for the fixtures of src/agent's tests. The caller
 * removes the containers by the run's label.
 */
export async function takeSamples(
  docker: Docker,
  images: { agent: string; reference: string },
  run: string,
): Promise<Samples> {
  const labels = labelsOf(run);
  const name = `aerometer-${run}`;
  const networks = await makeNetworks(docker, name, labels);
  const agent = await Agent.start(docker, {
    image: images.agent,
    name: `${name}-agent`,
    labels,
    network: networks.storage,
    binds: [],
  });
  const { target } = await startReference(docker, {
    image: images.reference,
    name: `${name}-load`,
    labels,
    networks,
    cpus: null,
    publishOn: '127.0.0.1',
    reachAt: '127.0.0.1',
  });
  const proc = `/proc/${target.pid}`;
  const path = (await agent.cat(`${proc}/cgroup`)).trim().replace('0::', '');
  const files = [
    ...OF_PROCESS.map((file) => `${proc}/${file}`),
    ...OF_CGROUP.map((file) => `/sys/fs/cgroup${path}/${file}`),
    '/proc/self/cgroup',
    '/proc/self/mounts',
    '/proc/self/mountinfo',
    '/proc/version',
  ];
  const samples: Record<string, string> = { 'storage subnet': networks.storageSubnet };
  for (const file of files) samples[file] = await agent.cat(file).catch((error) => `refused: ${error}`);
  Object.assign(samples, await fromOwnNamespace(docker, images.agent, `${name}-inner`, labels, proc));
  agent.close();
  return shortened(samples);
}

/** The same as a container sees it that has a cgroup namespace of its own, which is Docker's default on cgroup v2. */
async function fromOwnNamespace(
  docker: Docker,
  image: string,
  name: string,
  labels: Record<string, string>,
  proc: string,
): Promise<Samples> {
  const files = [`${proc}/cgroup`, '/proc/self/cgroup', '/proc/self/mountinfo'];
  const print = `const {readFileSync:r}=require('fs');console.log(JSON.stringify(${JSON.stringify(files)}.map((f)=>r(f,'utf8'))))`;
  const container = await new TunedContainer(image, {
    host: { PidMode: 'host', Binds: ['/sys/fs/cgroup:/sys/fs/cgroup:ro'] },
    create: { Entrypoint: ['node'] },
  })
    .withName(name)
    .withLabels(labels)
    .withNetworkMode('none')
    .withCommand(['-e', print])
    .withWaitStrategy(Wait.forOneShotStartup())
    .start();
  const texts = z
    .array(z.string())
    .parse(JSON.parse(textOf(await docker.getContainer(container.getId()).logs({ stdout: true }))));
  return Object.fromEntries(files.map((file, i) => [`own cgroup namespace: ${file}`, texts[i] as string]));
}
