import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { EXIT, Failure, reasonOf } from '../config/failure';
import type { Endpoint } from './endpoint';

/** Where the engine's host publishes the server's ports, and where the client finds them. IP addresses. */
export interface Publishing {
  readonly publishOn: string;
  readonly reachAt: string;
}

const LOOPBACK = '127.0.0.1';

/**
 * Ports are published where the engine itself is reached: on loopback for one on this host, on the engine's own address for
 * one reached over TCP, on `job` where this process is in a container of an engine whose socket it has (src/engine/job-container.ts).
 * Never on all its interfaces, unless the user's `wish` says so. Throws Failure (exit code 2) for a name that has no address.
 */
export async function publishing(
  { url, saidBy }: Endpoint,
  wish?: string,
  job: string | null = null,
): Promise<Publishing> {
  const engine = await addressOf(hostOf(url) ?? job ?? LOOPBACK, saidBy);
  if (wish === undefined) return { publishOn: engine, reachAt: engine };
  const publishOn = await addressOf(wish, '--publish-host');
  return { publishOn, reachAt: isEverywhere(publishOn) ? engine : publishOn };
}

/** What the user is told: nothing where only this host reaches the ports. */
export function saidOf({ publishOn }: Publishing): string[] {
  if (/^(127\.|::1$)/.test(publishOn)) return [];
  const where = isEverywhere(publishOn) ? 'every address of the engine' : publishOn;
  return [`While it is measured, the server's ports are open at ${where}.`];
}

/** Docker's own words become advice where the engine's host has no such address: it is behind a translation of addresses. */
export function publishingRefused(error: unknown, publishOn: string): unknown {
  const reason = reasonOf(error);
  if (!/cannot assign requested address/i.test(reason)) return error;
  return new Failure(
    EXIT.machine,
    {
      fact: `The engine cannot publish ports on ${publishOn}`,
      cause: `its host has no such address of its own: ${reason}`,
      next: 'give --publish-host one of the addresses of its host, or 0.0.0.0 for all of them if its network may see the ports',
    },
    { cause: error },
  );
}

function isEverywhere(address: string): boolean {
  return address === '0.0.0.0' || /^[0:]+$/.test(address);
}

/** The host of a TCP endpoint; null for a socket. */
function hostOf(url: string): string | null {
  return /^(unix|npipe):/.test(url) ? null : new URL(url).hostname.replace(/^\[|\]$/g, '');
}

/** Docker publishes on addresses, not on names. */
async function addressOf(host: string, saidBy: string): Promise<string> {
  if (isIP(host)) return host;
  try {
    return (await lookup(host, { order: 'ipv4first' })).address;
  } catch (error) {
    throw new Failure(EXIT.usage, {
      fact: `${saidBy} names ${host}, which has no address`,
      cause: reasonOf(error),
      next: 'correct the name, or give its IP address',
    });
  }
}
