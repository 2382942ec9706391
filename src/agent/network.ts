/** Bytes in and out of one interface. */
export interface Traffic {
  readonly in: number;
  readonly out: number;
}

/** Received and sent bytes per interface from the content of /proc/PID/net/dev (proc(5)). Throws on another format. */
export function interfaces(dev: string): Map<string, Traffic> {
  const found = new Map<string, Traffic>();
  for (const line of dev.split('\n').slice(2)) {
    const [name, rest] = line.split(':');
    const counts = rest?.trim().split(/\s+/).map(Number);
    if (!name?.trim()) continue;
    if (counts === undefined || counts.length < 9 || counts.some(Number.isNaN))
      throw new Error(`/proc/PID/net/dev is not in the format of proc(5): ${line}`);
    found.set(name.trim(), { in: counts[0] as number, out: counts[8] as number });
  }
  return found;
}

/** A frame's own head (RFC 894), which /proc/PID/net/dev counts and the IPv6 counters do not. */
const FRAME_HEAD = 14;

/**
 * What an interface took and sent as IPv6, in bytes of whole frames, from the content of /proc/PID/net/dev_snmp6/NAME
 * (RFC 4293's counters; `OutTransmits` since Linux 6.7). Nothing where the kernel has no such file, and so no IPv6.
 */
export function ipv6Of(counters: string): Traffic {
  const of = (name: string) => {
    const found = new RegExp(`^Ip6${name}\\s+(\\d+)\\s*$`, 'm').exec(counters)?.[1];
    return found === undefined ? null : Number(found);
  };
  const [received, octetsIn, octetsOut] = [of('InReceives'), of('InOctets'), of('OutOctets')];
  const sent = of('OutTransmits') ?? of('OutRequests');
  if (counters === '') return { in: 0, out: 0 };
  if (received === null || octetsIn === null || octetsOut === null || sent === null)
    throw new Error(`/proc/PID/net/dev_snmp6 is not in the format of RFC 4293: ${counters.slice(0, 200)}`);
  return { in: octetsIn + received * FRAME_HEAD, out: octetsOut + sent * FRAME_HEAD };
}

/**
 * Which interface reaches a subnet, from the content of /proc/PID/net/route: there addresses are little-endian hex.
 * Interface names follow the order networks were attached in, so they cannot be told by name.
 */
export function interfaceFor(route: string, subnet: string): string | null {
  const address = subnet.split('/')[0] ?? '';
  const hex = address
    .split('.')
    .reverse()
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
  for (const line of route.split('\n').slice(1)) {
    const [name, destination] = line.trim().split(/\s+/);
    if (name && destination === hex) return name;
  }
  return null;
}

/**
 * Splits traffic into storage side and client side (everything but loopback and the storage interface), without IPv6. Our
 * networks have none (src/containers/networks.ts), but the host's own end of each link and bridge asks on it for IPv6
 * routers, at ever longer intervals: frames of 70 bytes that nobody in the container sent, asked for or reads.
 * `ipv6` gives the content of /proc/PID/net/dev_snmp6/NAME, empty where there is none.
 */
export function sides(
  dev: string,
  route: string,
  storageSubnet: string | null,
  ipv6: (name: string) => string,
): { storage: Traffic | null; client: Traffic | null } {
  const outside = [...interfaces(dev)].filter(([name]) => name !== 'lo');
  const all = new Map(
    outside.map(([name, whole]) => {
      const foreign = ipv6Of(ipv6(name));
      return [name, { in: whole.in - foreign.in, out: whole.out - foreign.out }];
    }),
  );
  const storageName = storageSubnet ? interfaceFor(route, storageSubnet) : null;
  const clientSide: Traffic[] = [];
  for (const [name, traffic] of all) {
    if (name === storageName) continue;
    clientSide.push(traffic);
  }
  const sum = (side: 'in' | 'out') => clientSide.reduce((total, traffic) => total + traffic[side], 0);
  return {
    storage: (storageName && all.get(storageName)) || null,
    client: clientSide.length > 0 ? { in: sum('in'), out: sum('out') } : null,
  };
}
