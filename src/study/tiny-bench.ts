import type { AddressInfo, Server } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Reading } from '../agent/protocol';
import { newCredentials } from '../containers/credentials';
import { SERVERS } from '../containers/server';
import { mailboxOf } from '../mailbox/choose';
import { inboxOf } from '../mailbox/inbox';
import type { Bench } from '../run/bench';
import { TinyServer, type TinyWishes } from './tiny-server';

const open: Server[] = [];

const MAILBOX = { kind: 'uniform', messages: 3, bytes: 1000 } as const;
/** As the tiny server would show it; UIDs are no sequence numbers. */
const INBOX = inboxOf(
  mailboxOf(MAILBOX),
  [10, 20, 30].map((uid) => ({
    uid,
    flags: [],
    internalDate: '14-Feb-2024 12:00:00 +0000',
    size: MAILBOX.bytes,
  })),
);

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
    answers: {},
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
    const none = { storageBytes: null, clientBytes: null, oomKills: null };
    const rest = { settledMs: 1, settled: true, idleRate: 0 };
    const { cpuMs } = tiny;
    const requests = tiny.requests && { ...tiny.requests };
    const sources = { cpuMs: 'its own books' };
    return { main: '1', cpuMs, processes: [one], requests, ...none, ...rest, sources, at: performance.now() };
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
  let current: typeof stack | null = null;
  const opened = () => {
    tiny.restart();
    return { ...stack };
  };
  const bench = {
    plan: {
      cpus: 1,
      directory: '/nowhere',
      server: 'dovecot',
      steady: 2,
      mailboxes: [{ user: null, spec: MAILBOX }],
    },
    serial: 0,
    serverStarts: 0,
    time: { atWorkMs: 0, settlingMs: 0, startingMs: 0 },
    ready: async () => {
      current ??= opened();
      return { stack: current, inboxOf: () => INBOX, capabilities: new Set(capabilities) };
    },
    starting: <T>(work: () => Promise<T>) => work(),
    dose: async () => undefined,
    freshServer: async () => {
      tiny.restart();
      bench.serverStarts += 1;
    },
    // Of the stack at hand, as those of a real one.
    lastWords: async () => {
      const lines = current === null ? [] : tiny.lastWords;
      return { why: lines.length > 0 ? 'the server has gone' : null, lines };
    },
    discard: async () => {
      current = null;
    },
  };
  return { bench: bench as unknown as Bench, tiny };
}

async function listening(server: Server) {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}
