import type Docker from 'dockerode';
import type { Target } from '../agent/protocol';
import type { Address } from '../imap/address';
import type { Networks } from './networks';
import { publishedOn, reachedAt } from './published';
import { TunedContainer } from './tuned';

const START_MS = 30_000;
const PORT = 7000;

export interface ReferenceWishes {
  readonly image: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly networks: Networks;
  readonly cpus: string | null;
  readonly publishOn: string;
  readonly reachAt: string;
}

/** A reference load that runs: where it takes doses, and what the agent has to know to measure it. */
export interface Reference {
  readonly address: Address;
  readonly target: Target;
}

/** Starts docker/reference on the networks of an IMAP server, so that it is measured as one is. */
export async function startReference(docker: Docker, wishes: ReferenceWishes): Promise<Reference> {
  const { networks, cpus, publishOn, reachAt } = wishes;
  const started = await new TunedContainer(wishes.image, {
    host: {
      PortBindings: publishedOn(publishOn, [PORT]),
      ...(cpus === null ? {} : { CpusetCpus: cpus }),
    },
    beforeStart: (id) => docker.getNetwork(networks.storage).connect({ Container: id }),
  })
    .withName(wishes.name)
    .withLabels(wishes.labels)
    .withNetworkMode(networks.client)
    .withExposedPorts(PORT)
    .withStartupTimeout(START_MS)
    .start();
  const id = started.getId();
  const info = await docker.getContainer(id).inspect();
  return {
    address: reachedAt(info, networks.client, PORT, reachAt),
    target: { id, pid: info.State.Pid, storageSubnet: networks.storageSubnet },
  };
}
