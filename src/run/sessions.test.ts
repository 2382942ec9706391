import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { newCredentials } from '../containers/credentials';
import { SERVERS } from '../containers/server';
import type { Scenario, Sessions } from '../scenario/scenario';
import type { Bench } from './bench';
import { measureSessions } from './sessions';

const KIB = 1024;
const SETTLES_MS = 10;
const NEXT: Readonly<Record<string, string>> = { LOGIN: 'OK in', SELECT: 'OK open', CAPABILITY: 'OK said' };

/** An IMAP server of this process that costs 10 KiB a session, 30 more where INBOX is selected, and lumps for its hash. */
class TinyServer {
  logins = 0;
  readonly idling = new Set<Socket>();
  readonly users = new Map<Socket, string>();
  private readonly selected = new Map<Socket, boolean>();

  constructor(
    private readonly takes: number,
    private readonly inOthers: number,
  ) {}

  serve = (socket: Socket): void => {
    if (this.selected.size >= this.takes) {
      socket.end('* BYE too many\r\n');
      return;
    }
    this.selected.set(socket, false);
    socket.on('close', () => this.selected.delete(socket) && this.idling.delete(socket));
    socket.on('error', () => undefined);
    socket.write('* OK hello\r\n');
    socket.on('data', (chunk: Buffer) => {
      const [tag, verb = '', name = ''] = chunk.toString().trim().split(' ');
      if (verb === 'LOGIN') {
        this.users.set(socket, name);
        this.logins += 1;
      }
      if (verb === 'SELECT') {
        this.selected.set(socket, true);
        socket.write(`* ${this.users.get(socket) === '"u1a2b3c4"' ? 3 : this.inOthers} EXISTS\r\n`);
      }
      if (verb === 'IDLE') {
        this.idling.add(socket);
        socket.write('+ waiting\r\n');
      } else socket.write(`${tag} ${NEXT[verb] ?? 'BAD what'}\r\n`);
    });
  };

  restart(): void {
    for (const socket of this.selected.keys()) socket.destroy();
    this.selected.clear();
    this.logins = 0;
  }

  get bytes(): number {
    // Every fourth login takes memory for its hash that is kept, until there is enough of it for all threads.
    const kept = Math.min(4, Math.floor(this.logins / 4)) * 19 * 1024 * KIB;
    return [...this.selected.values()].reduce((sum, selected) => sum + (selected ? 40 : 10) * KIB, kept);
  }
}

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listening(server: Server) {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/** What measureSessions needs of a bench: `starts` starts of a server that takes so many sessions. */
async function benchOf(starts: number, { takes = 100, capabilities = ['IDLE', 'IMAPS'], inOthers = 0 } = {}) {
  const tiny = new TinyServer(takes, inOthers);
  const credentials = { ...(await newCredentials()), user: 'u1a2b3c4' };
  const { certificate: cert, certificateKey: key, domain, user, password } = credentials;
  let users = `${user}:hash::\n`;
  const tls = { ca: cert, servername: domain };
  const idlingAtReads: number[] = [];
  const stack = {
    account: { login: user, password },
    credentials,
    wishes: { kind: SERVERS.dovecot },
    agent: {
      cat: async () => users,
      write: async (_path: string, text: string) => {
        users = text;
      },
    },
    metricsUrl: null,
    server: {
      target: {},
      imap: await listening(createServer(tiny.serve)),
      imaps: { ...(await listening(createTlsServer({ cert, key }, tiny.serve))), tls },
    },
    probe: {
      read: async () => {
        await pause(SETTLES_MS);
        idlingAtReads.push(tiny.idling.size);
        const rss = 5000 * KIB + tiny.bytes;
        const one = { pid: 1, startTime: '1', name: 'tiny', rss, peak: rss, pss: rss, anon: rss };
        return { cpuMs: 0, processes: [one], settled: true, settledMs: 1, requests: null, sources: {} };
      },
    },
  };
  const bench = {
    plan: { starts, server: 'dovecot', cpus: 1 },
    serverStarts: 0,
    time: { atWorkMs: 0, settlingMs: 0, startingMs: 0 },
    atWork: <T>(work: () => Promise<T>) => work(),
    ready: async () => ({
      stack,
      inboxOf: () => ({ shown: [1, 2, 3] }),
      capabilities: new Set(capabilities),
    }),
    calibrate: async () => undefined,
    dose: async () => undefined,
    freshServer: async () => {
      tiny.restart();
      bench.serverStarts += 1;
    },
    lastWords: async () => ({ why: null, lines: ['too many'] }),
    discarded: 0,
    discard: async () => {
      bench.discarded += 1;
    },
  };
  return { bench, asBench: bench as unknown as Bench, idlingAtReads, tiny };
}

const scenarioOf = (state: Scenario['state'], measure: Sessions, needs: string[] = []): Scenario => ({
  name: 'SESSIONS hold memory',
  family: 'connection',
  rfc: 'RFC 3501 3.3',
  state,
  measure,
  needs,
  touches: 'none',
  because: 'a test says so, and no server',
});

async function run(bench: Bench, state: Scenario['state'], measure: Sessions, needs?: string[]) {
  return measureSessions(bench, scenarioOf(state, measure, needs), measure);
}

test('one result a number of sessions, each with a sample a start of what they hold together', async () => {
  const { asBench } = await benchOf(2);
  const results = await run(asBench, 'selected', { sessions: [1, 2, 4] });
  expect(results.map(({ variables, samples }) => [variables.N, variables.U, samples.length])).toEqual([
    [3, 1, 2],
    [3, 2, 2],
    [3, 4, 2],
  ]);
  expect(results[2]).toMatchObject({ status: 'measured', command: '4 × LOGIN, SELECT INBOX' });
  expect(results[2]?.samples).toMatchObject([
    { start: 1, retainedRssBytes: 160 * KIB },
    { start: 2, retainedRssBytes: 160 * KIB },
  ]);
});

test("what a password hash leaves behind is there before, and is no session's", async () => {
  const { asBench } = await benchOf(1);
  const results = await run(asBench, 'authenticated', { sessions: [1, 2, 4] });
  expect(results.map(({ samples }) => samples[0]?.retainedRssBytes)).toEqual([10 * KIB, 20 * KIB, 40 * KIB]);
  expect(results[0]?.samples[0]?.startRssBytes).toBe((5000 + 4 * 19 * 1024) * KIB);
});

test('idling sessions idle over TLS when they are read, and the certificate is checked', async () => {
  const { asBench, idlingAtReads } = await benchOf(1);
  const measure = { sessions: [1, 2, 4], idling: true, tls: true } as const;
  const results = await run(asBench, 'selected', measure, ['IDLE', 'IMAPS']);
  expect(results.map(({ status }) => status)).toEqual(['measured', 'measured', 'measured']);
  expect(idlingAtReads.slice(-4)).toEqual([0, 1, 2, 4]);
});

test('a connected session sends nothing', async () => {
  const { asBench } = await benchOf(1);
  const [, , last] = await run(asBench, 'connected', { sessions: [1, 2, 4] });
  expect(last?.samples).toMatchObject([{ retainedRssBytes: 40 * KIB }]);
});

test('distinct users: each session is of another one, whose mailbox is empty', async () => {
  const { asBench, tiny } = await benchOf(1);
  const measure = { sessions: [1, 2, 4], users: 'distinct' } as const;
  const results = await run(asBench, 'selected', measure);
  expect([...tiny.users.values()].slice(-4)).toEqual(['"u1"', '"u2"', '"u3"', '"u4"']);
  expect(results[2]).toMatchObject({ status: 'measured', variables: { N: 0, U: 4 } });
});

test('distinct users whose mailboxes are not empty are none', async () => {
  const { asBench } = await benchOf(1, { inOthers: 3 });
  const results = await run(asBench, 'selected', { sessions: [1, 2, 4], users: 'distinct' });
  expect(results).toMatchObject([{ status: 'error', reason: expect.stringContaining('u1 is not empty') }]);
});

test('a server that takes no more keeps what was measured, and says at which session', async () => {
  const { bench, asBench } = await benchOf(1, { takes: 20 });
  const results = await run(asBench, 'authenticated', { sessions: [1, 2, 40] });
  expect(results.map(({ variables, status }) => [variables.U, status])).toEqual([
    [1, 'measured'],
    [2, 'measured'],
    [40, 'error'],
  ]);
  expect(results[2]?.reason).toContain('Session 21 could not be opened');
  expect(results[2]?.log).toEqual(['too many']);
  expect(bench.discarded).toBe(1);
});

test('a server without a port for TLS is skipped by name and reason', async () => {
  const { asBench } = await benchOf(1, { capabilities: ['IDLE'] });
  expect(await run(asBench, 'selected', { sessions: [1, 2, 4], tls: true }, ['IMAPS'])).toMatchObject([
    { status: 'skipped', reason: 'the server does not advertise IMAPS', samples: [] },
  ]);
});
