import type Docker from 'dockerode';
import { publishingRefused } from '../engine/publishing';
import type { Address } from '../imap/address';
import type { Networks } from './networks';
import { publishedOn, reachedAt } from './published';
import { TunedContainer } from './tuned';

const START_MS = 30_000;

export interface NamespaceWishes {
  /** Any image with /bin/sleep. */
  readonly image: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly networks: Networks;
  /** Ports inside, and the address of this host that they are published on. */
  readonly ports: readonly number[];
  readonly publishOn: string;
  /** Address at which the client reaches published ports. */
  readonly reachAt: string;
}

/** The container that holds it, and where the client reaches its ports. */
export interface Held {
  readonly id: string;
  at(port: number): Address;
}

/**
 * A container that only sleeps, on both networks, with the server's ports published from it. The server joins its network
 * namespace (`--network container:ID`), as the containers of a Kubernetes pod join the one of its pause container. So a server
 * is restarted without its networks: 0.3 s here instead of 1.3 s, and half of a run is restarts.
 */
export async function holdNetworkNamespace(docker: Docker, wishes: NamespaceWishes): Promise<Held> {
  const { image, name, labels, networks, ports, publishOn, reachAt } = wishes;
  const container = await new TunedContainer(image, {
    host: { PortBindings: publishedOn(publishOn, ports) },
    create: { Entrypoint: ['/bin/sleep'] },
    beforeStart: (id) => docker.getNetwork(networks.storage).connect({ Container: id }),
  })
    .withName(name)
    .withLabels(labels)
    .withNetworkMode(networks.client)
    .withExposedPorts(...ports)
    .withCommand(['infinity'])
    .withStartupTimeout(START_MS)
    .start()
    .catch((error: unknown) => {
      throw publishingRefused(error, publishOn);
    });
  const info = await docker.getContainer(container.getId()).inspect();
  return { id: container.getId(), at: (port) => reachedAt(info, networks.client, port, reachAt) };
}
