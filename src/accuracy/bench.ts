import { performance } from 'node:perf_hooks';
import type { Target } from '../agent/protocol';
import { EXIT, Failure } from '../config/failure';
import { Agent } from '../containers/agent';
import { type Credentials, newCredentials } from '../containers/credentials';
import { METRICS_URL, startGarage } from '../containers/garage';
import { Load } from '../containers/load';
import { makeNetworks, type Networks } from '../containers/networks';
import { startReference } from '../containers/reference-load';
import { S3_PORT } from '../containers/s3-request';
import type { Engine } from '../engine/connect';
import { labelsOf } from '../engine/labels';
import type { Publishing } from '../engine/publishing';
import type { Address } from '../imap/address';
import { costOf } from '../meter/cost';
import type { Cost } from '../meter/figures';

export interface BenchWishes {
  readonly engine: Engine;
  readonly images: { readonly reference: string; readonly garage: string; readonly agent: string };
  readonly run: string;
  /** Where ports are published, and where they are reached. */
  readonly ports: Publishing;
  /** Aborted when somebody ends the run: no dose is begun after that. */
  readonly signal: AbortSignal;
}

/** One dose, measured as a run measures a command. */
export interface Taken<T> {
  readonly said: T;
  readonly cost: Cost;
  /** At the client's side of the load, bytes; null where there is no such interface. */
  readonly clientBytes: { readonly in: number; readonly out: number } | null;
  readonly settlingMs: number;
  /** Time spent neither in the dose nor in settling. */
  readonly overheadMs: number;
}

/** What accuracy is taken on: the load instead of a server, and all else as a run has it. */
export interface Bench {
  readonly wishes: BenchWishes;
  readonly agent: Agent;
  readonly load: Load;
  readonly target: Target;
  /** A load on the other CPU, which makes that one busy; null on an engine with one CPU. */
  readonly neighbour: Load | null;
  /** CPUs the load may use. */
  readonly cpus: number;
  readonly credentials: Credentials;
  readonly s3: Address;
}

/** The load has a CPU for itself where there are two, as a gate's server has; all else runs on the others. */
export async function openBench(wishes: BenchWishes): Promise<Bench> {
  const { engine, images, run } = wishes;
  const { docker, cpus } = engine;
  const name = `aerometer-${run}`;
  const labels = labelsOf(run);
  const networks = await makeNetworks(docker, name, labels);
  const agent = await Agent.start(docker, {
    image: images.agent,
    name: `${name}-agent`,
    labels,
    network: networks.storage,
    binds: [],
  });
  const others = cpus < 2 ? null : `0${cpus > 2 ? `,2-${cpus - 1}` : ''}`;
  const credentials = await newCredentials();
  await docker.createVolume({ Name: `${name}-storage`, Labels: labels });
  const garage = await startGarage(
    docker,
    {
      image: images.garage,
      name: `${name}-garage`,
      labels,
      network: networks.storage,
      volume: `${name}-storage`,
      cpus: others,
    },
    credentials,
    agent,
  );
  const start = (role: string, on: string | null) =>
    startReference(docker, {
      image: images.reference,
      name: `${name}-${role}`,
      labels,
      networks,
      cpus: on,
      ...wishes.ports,
    });
  const reference = await start('load', cpus < 2 ? null : '1');
  const blind = await agent.whyBlind(reference.target);
  if (blind !== null) throw unseen(blind);
  const neighbour = cpus < 2 ? null : await Load.connect((await start('neighbour', '0')).address);
  return {
    wishes,
    agent,
    load: await Load.connect(reference.address),
    target: reference.target,
    neighbour,
    cpus: 1,
    credentials,
    s3: { host: await addressOn(docker, garage, networks), port: S3_PORT },
  };
}

/** Reads, doses, reads again: `between` in src/run/measure.ts does the same with a command. */
export async function measured<T>(bench: Bench, dose: () => Promise<T>): Promise<Taken<T>> {
  const { agent, target, cpus } = bench;
  bench.wishes.signal.throwIfAborted();
  const start = performance.now();
  const before = await agent.read(target, 'before', METRICS_URL);
  const from = performance.now();
  const said = await dose();
  const to = performance.now();
  const after = await agent.read(target, 'after', METRICS_URL);
  const settlingMs = before.settledMs + after.settledMs;
  return {
    said,
    cost: costOf(before, after, 1, cpus),
    clientBytes:
      before.clientBytes && after.clientBytes
        ? {
            in: after.clientBytes.in - before.clientBytes.in,
            out: after.clientBytes.out - before.clientBytes.out,
          }
        : null,
    settlingMs,
    overheadMs: performance.now() - start - (to - from) - settlingMs,
  };
}

async function addressOn(docker: Engine['docker'], id: string, { storage }: Networks): Promise<string> {
  const { NetworkSettings } = await docker.getContainer(id).inspect();
  const address = NetworkSettings.Networks[storage]?.IPAddress;
  if (!address) throw new Error(`Garage has no address on ${storage}`);
  return address;
}

function unseen(why: string): Failure {
  return new Failure(EXIT.unmeasured, {
    fact: 'The probe may not look at other containers on this engine',
    cause: why,
    next: 'let containers have the host pid namespace and SYS_PTRACE; without them a run takes CPU time from Docker only',
  });
}
