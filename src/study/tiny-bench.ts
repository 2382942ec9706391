import type { AddressInfo, Server } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Reading } from '../agent/protocol';
import { newCredentials } from '../containers/credentials';
import { SERVERS } from '../containers/server';
import type { Bench } from '../run/bench';
import { TinyServer, type TinyWishes } from './tiny-server';

const open: Server[] = [];

/** For tests: closes what tiny benches opened. */
export function closeTinyBenches(): void {
  for (const server of open.splice(0)) server.close();
}

/** For tests: what a part's measuring needs of a bench, on a server whose every cost is known. */
export async function tinyBench(
  wishes: Partial<TinyWishes> = {},
  capabilities: readonly string[] = ['IDLE', 'AUTH=PLAIN'],
): Promise<{ bench: Bench; tiny: TinyServer }> {
  const credentials = { ...(await newCredentials()), user: 'u1a2b3c4' };
  const { user, password } = credentials;
  let list = `${user}:hash::\n`;
  const known = (name: string) => list.split('\n').some((line) => line.startsWith(`${name}:`));
  const tiny = new TinyServer(user, known, password, {
    takes: 1000,
    deaf: 0,
    hashesUnknown: false,
    closesAtBye: false,
    ...wishes,
  });
  const read = async (): Promise<Reading> => {
    // Sessions that were closed are gone when the server rests.
    await new Promise((resolve) => setTimeout(resolve, 10));
    const rss = tiny.rssBytes;
    const one = {
      pid: 1,
      startTime: '1',
      stack: '1',
      name: 'tiny',
      rss,
      peak: tiny.peakAndReset(),
      pss: rss,
      anon: rss,
    };
    const none = { storageBytes: null, clientBytes: null, requests: null, oomKills: null, sources: {} };
    const rest = { settledMs: 1, settled: true, idleRate: 0 };
    return { main: '1', cpuMs: tiny.cpuMs, processes: [one], ...none, ...rest, at: performance.now() };
  };
  const stack = {
    account: { login: user, password },
    credentials,
    wishes: { kind: SERVERS.dovecot },
    agent: {
      cat: async () => list,
      write: async (_path: string, text: string) => {
        list = text;
      },
      watch: async () => 0,
      unwatch: async () => [
        { at: 0, cpuMs: 0, rssBytes: tiny.rssBytes },
        { at: 100, cpuMs: 1, rssBytes: tiny.rssBytes },
      ],
    },
    metricsUrl: null,
    server: { target: {}, imap: await listening(tiny.imap), imaps: null, lmtp: await listening(tiny.lmtp) },
    probe: { read },
  };
  const bench = {
    plan: { cpus: 1, directory: '/nowhere' },
    serial: 0,
    time: { atWorkMs: 0, settlingMs: 0, startingMs: 0 },
    ready: async () => ({
      stack,
      inboxOf: () => ({ shown: [1, 2, 3] }),
      capabilities: new Set(capabilities),
    }),
    freshServer: async () => tiny.restart(),
  };
  return { bench: bench as unknown as Bench, tiny };
}

async function listening(server: Server) {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}
