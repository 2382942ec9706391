import type { ContainerInspectInfo, PortMap } from 'dockerode';

/** Each port at a free one of that address. */
export function publishedOn(host: string, ports: readonly number[]): PortMap {
  return Object.fromEntries(ports.map((port) => [`${port}/tcp`, [{ HostIp: host, HostPort: '' }]]));
}

/** Where the engine has published a port of a container that runs. Throws where it has not. */
export function publishedPort({ Name, NetworkSettings }: ContainerInspectInfo, port: number): number {
  const found = NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
  if (!found) throw new Error(`port ${port} of ${Name} is not published`);
  return Number(found);
}
