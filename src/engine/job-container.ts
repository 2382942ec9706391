import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type Docker from 'dockerode';

const here = { exists: existsSync, read: (path: string) => readFileSync(path, 'utf8'), hostname };

/**
 * The address of the engine's host, where this process runs in a container of that very engine: a CI job with the engine's socket mounted.
 * Ports on the host's loopback cannot be reached from there; its gateway is an address of the host. null everywhere else.
 */
export async function hostOfJob(
  docker: Pick<Docker, 'getContainer'>,
  world: typeof here = here,
): Promise<string | null> {
  if (!world.exists('/.dockerenv')) return null;
  try {
    // A container's name for itself is the beginning of its id.
    await docker.getContainer(world.hostname()).inspect();
  } catch {
    return null;
  }
  return gatewayOf(world.read('/proc/net/route'));
}

/** The default route's gateway, from the content of /proc/net/route (the kernel's fib_trie.c: hexadecimal, in the host's byte order). */
export function gatewayOf(routes: string): string | null {
  for (const line of routes.split('\n').slice(1)) {
    const [, destination, gateway] = line.trim().split(/\s+/);
    if (destination !== '00000000' || gateway === undefined || gateway === '00000000') continue;
    const bytes = gateway.match(/../g) ?? [];
    return bytes
      .reverse()
      .map((byte) => Number.parseInt(byte, 16))
      .join('.');
  }
  return null;
}
