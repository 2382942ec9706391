import { networkInterfaces } from 'node:os';
import type { ContainerInspectInfo, PortMap } from 'dockerode';
import type { Address } from '../imap/address';

/** Each port at a free one of that address. */
export function publishedOn(host: string, ports: readonly number[]): PortMap {
  return Object.fromEntries(ports.map((port) => [`${port}/tcp`, [{ HostIp: host, HostPort: '' }]]));
}

/**
 * Where this process reaches a port of a container that runs: straight over the network's bridge where that is an interface of this host,
 * else where the engine has published it. Docker's proxy in between (docker-proxy, for ports on loopback) decides by how promptly it
 * reads whether the server or the reader pays for the sending: FETCH of 4 MiB cost Dovecot 8 or 17 ms of CPU time, at random (standard
 * deviation of a session 0.19; straight, 0.06; 27 November 2026). Throws where the port is not published.
 */
export function reachedAt(
  { Name, NetworkSettings }: Pick<ContainerInspectInfo, 'Name' | 'NetworkSettings'>,
  network: string,
  port: number,
  published: string,
  interfaces: readonly string[] = Object.keys(networkInterfaces()),
): Address {
  const on = NetworkSettings.Networks[network];
  if (on?.IPAddress && interfaces.includes(bridgeOf(on.NetworkID))) return { host: on.IPAddress, port };
  const found = NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
  if (!found) throw new Error(`port ${port} of ${Name} is not published`);
  return { host: published, port: Number(found) };
}

/** As Docker's bridge driver names the interface of a network: by the beginning of its id, so no other engine's is taken for it. */
function bridgeOf(networkId: string): string {
  return `br-${networkId.slice(0, 12)}`;
}
