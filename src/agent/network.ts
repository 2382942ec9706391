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

/** Splits traffic into storage side and client side (everything but loopback and the storage interface). */
export function sides(
  dev: string,
  route: string,
  storageSubnet: string | null,
): { storage: Traffic | null; client: Traffic | null } {
  const all = interfaces(dev);
  const storageName = storageSubnet ? interfaceFor(route, storageSubnet) : null;
  const clientSide: Traffic[] = [];
  for (const [name, traffic] of all) {
    if (name === 'lo' || name === storageName) continue;
    clientSide.push(traffic);
  }
  const sum = (side: 'in' | 'out') => clientSide.reduce((total, traffic) => total + traffic[side], 0);
  return {
    storage: (storageName && all.get(storageName)) || null,
    client: clientSide.length > 0 ? { in: sum('in'), out: sum('out') } : null,
  };
}
