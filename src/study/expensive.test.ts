import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { ROOT } from '../config/root';
import { Neighbour } from './expensive-neighbour';
import { ExpensiveUser, type Form } from './expensive-user';
import { MAIN, NeighbourApart } from './neighbour-apart';

const account = { login: 'me', password: 'secret' };
const form: Form = { form: 'fetch', line: 'FETCH 1:* (BODY.PEEK[])', connections: 2 };
let server: Server;
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

/** A server that takes every login; FETCH and NOOP are answered by `answer`. */
async function serve(answer: (tag: string, socket: Socket, line: string) => void) {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        const [tag = '', verb] = line.split(' ');
        if (verb === 'FETCH' || verb === 'NOOP') answer(tag, socket, line);
        else socket.write(`${tag} OK done\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

test('who reads sends the next command after each answer, and waits for the last ones', async () => {
  const address = await serve((tag, socket) => setTimeout(() => socket.write(`${tag} OK done\r\n`), 40));
  const user = await ExpensiveUser.arrives(address, account, form);
  const { answered, unanswered, dropped, lastedMs } = await user.worksFor(100, 5000);
  user.leaves();
  expect(answered).toBeGreaterThanOrEqual(2);
  expect({ unanswered, dropped }).toEqual({ unanswered: 0, dropped: 0 });
  expect(lastedMs).toBeGreaterThan(90);
});

test('an answer that does not come in time is counted, not waited for', async () => {
  const user = await ExpensiveUser.arrives(await serve(() => undefined), account, form);
  expect(await user.worksFor(50, 50)).toMatchObject({ answered: 0, unanswered: 2, dropped: 0 });
  user.leaves();
});

test('one who reads is told of a refusal; who reads nothing may be dropped', async () => {
  const refusing = await serve((tag, socket) => socket.write(`${tag} NO too much\r\n`));
  const reader = await ExpensiveUser.arrives(refusing, account, form);
  await expect(reader.worksFor(1000, 10)).rejects.toThrow('too much');
  reader.leaves();
  server.close();
  const dropping = await serve((_, socket) => socket.resetAndDestroy());
  const unread = await ExpensiveUser.arrives(dropping, account, { ...form, form: 'unread' });
  const effort = await unread.worksFor(300, 10);
  unread.leaves();
  expect(effort).toMatchObject({ answered: 0, unanswered: 2, dropped: 2 });
});

test('another user notes what it waited for, and that it was lost', async () => {
  let asked = 0;
  const address = await serve((tag, socket, line) => {
    asked += 1;
    if (asked > 6) socket.destroy();
    else setTimeout(() => socket.write(`${tag} OK done\r\n`), line.includes('ENVELOPE') ? 30 : 0);
  });
  const other = await Neighbour.arrives(address, account);
  let over = false;
  setTimeout(() => {
    over = true;
  }, 1000);
  const { noopMs, envelopeMs } = await other.asksUntil(() => over);
  expect([noopMs.length, envelopeMs.length]).toEqual([3, 3]);
  expect(Math.min(...envelopeMs)).toBeGreaterThan(25);
  expect(other.lost).toContain('The connection ended');
  await pause(0);
  other.leaves();
});

describe('another user in a process of its own', () => {
  const directory = mkdtempSync(join(tmpdir(), 'aerometer-neighbour-'));
  const main = join(directory, 'main.js');
  beforeAll(() => {
    const entryPoints = [join(__dirname, 'neighbour-process.ts')];
    buildSync({ entryPoints, outfile: main, bundle: true, platform: 'node' });
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test('asks while something lasts, and notes what it waited for then and that it was lost', async () => {
    let calm = true;
    const address = await serve((tag, socket) => {
      if (calm) setTimeout(() => socket.write(`${tag} OK done\r\n`), 30);
      else socket.destroy();
    });
    const other = await NeighbourApart.arrives(address, account, main);
    const first = await other.asksWhile(pause(400));
    expect(first.waited.noopMs.length).toBeGreaterThanOrEqual(1);
    expect(Math.min(...first.waited.noopMs, ...first.waited.envelopeMs)).toBeGreaterThan(25);
    expect(first.lags.length).toBeGreaterThanOrEqual(first.waited.envelopeMs.length);
    calm = false;
    const { waited, lost } = await other.asksWhile(Promise.reject(new Error('the work failed')));
    expect(waited).toEqual({ noopMs: [], envelopeMs: [] });
    expect(lost).toContain('The connection ended');
    other.leaves();
  });

  test('runs what the compiler makes of its source', () => {
    const source = MAIN.replace(`${join(ROOT, 'dist')}/`, `${ROOT}/`).replace(/\.js$/, '.ts');
    expect(source).toBe(join(__dirname, 'neighbour-process.ts'));
    expect(existsSync(source)).toBe(true);
  });

  test('says why it could not log in', async () => {
    const address = await serve(() => undefined);
    await expect(NeighbourApart.arrives({ ...address, port: 1 }, account, main)).rejects.toThrow(
      'The other user could not arrive',
    );
  });
});
