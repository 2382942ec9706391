import type Docker from 'dockerode';

export interface Networks {
  /** Internal: Garage, the server and the agent. Nothing is published there. */
  readonly storage: string;
  /** The server's IMAP and LMTP ports are published from here. */
  readonly client: string;
  /** IPv4 subnet of the storage network, by which the server's interfaces are told apart. */
  readonly storageSubnet: string;
}

export async function makeNetworks(
  docker: Docker,
  name: string,
  labels: Record<string, string>,
): Promise<Networks> {
  const make = (role: string, internal: boolean) =>
    docker.createNetwork({
      Name: `${name}-${role}`,
      Driver: 'bridge',
      Internal: internal,
      EnableIPv6: false, // some engines give it to every network: the agent tells our traffic by its being IPv4
      CheckDuplicate: true,
      Labels: labels,
    });
  const [storage] = await Promise.all([make('storage', true), make('client', false)]);
  const { IPAM } = await storage.inspect();
  const storageSubnet = IPAM?.Config?.find((one: { Subnet?: string }) => one.Subnet?.includes('.'))?.Subnet;
  if (!storageSubnet) throw new Error(`the engine gave the network ${name}-storage no IPv4 subnet`);
  return { storage: `${name}-storage`, client: `${name}-client`, storageSubnet };
}
