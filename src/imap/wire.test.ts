import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../config/failure';
import { login, mustBeOk } from './login';
import { Wire } from './wire';

// A server that says what it is told to, for each way in which a real one may let us down.
type Script = (line: string, socket: Socket) => void;

const GREETING = '* OK ready\r\n';
let server: Server;
let sockets: Socket[];

afterEach(() => {
  delete process.env.AEROMETER_PATIENCE;
  for (const socket of sockets) socket.destroy();
  server.close();
});

async function serve(greeting: string | null, script: Script = () => undefined) {
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    if (greeting !== null) socket.write(greeting);
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) script(line, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw new Error(`not a Failure: ${error}`);
}

/** Answers CAPABILITY, and everything else with this text after the tag. */
const answering =
  (text: string): Script =>
  (line, socket) => {
    const [tag, verb] = line.split(' ');
    if (verb === 'CAPABILITY') socket.write(`* CAPABILITY IMAP4rev1\r\n${tag} OK done\r\n`);
    else socket.write(`${tag} ${text}\r\n`);
  };

const account = { login: 'me', password: 'secret' };

test.each(['NO', 'BAD'])(
  "a login that is answered %s is a failure with the server's words",
  async (status) => {
    const address = await serve(GREETING, answering(`${status} [AUTHENTICATIONFAILED] not you`));
    const failure = await failureOf(login(address, account));
    expect(failure.fact).toBe(`LOGIN was answered ${status} [AUTHENTICATIONFAILED] not you`);
    expect(failure.exitCode).toBe(5);
    expect(failure.message).not.toContain('secret');
  },
);

test.each(['NO no room', 'BAD unknown command'])('a step answered "%s" is a failure', async (text) => {
  const wire = await Wire.open(await serve(GREETING, answering(text)));
  const completion = await wire.run('STORE 1 FLAGS ()', 1000);
  wire.close();
  expect(() => mustBeOk(completion, 'STORE', 'refused')).toThrow(`STORE was answered ${text}`);
});

test('an answer that is neither OK nor NO counts as BAD', async () => {
  const wire = await Wire.open(await serve(GREETING, answering('MAYBE later')));
  expect((await wire.run('NOOP', 1000)).status).toBe('BAD');
  wire.close();
});

test('a connection closed within a command names the command and what the server last said', async () => {
  const hangUp: Script = (_, socket) => socket.end('* BYE Too fast\r\n');
  const wire = await Wire.open(await serve(GREETING, hangUp));
  const failure = await failureOf(wire.run('FETCH 1:* (FLAGS)', 1000));
  expect(failure.fact).toBe('The connection ended during "FETCH 1:* (FLAGS)"');
  expect(failure.why).toBe('the server closed the connection; it had said: BYE Too fast');
});

test('a connection that is reset names the command, and every later command fails at once', async () => {
  const wire = await Wire.open(await serve(GREETING, (_, socket) => socket.resetAndDestroy()));
  const failure = await failureOf(wire.run('NOOP', 1000));
  expect(failure.fact).toBe('The connection ended during "NOOP"');
  expect(await failureOf(wire.run('NOOP', 60_000))).toBe(failure);
});

test('a command that is never answered ends with its deadline, which names it and no password', async () => {
  const wire = await Wire.open(await serve(GREETING));
  expect((await failureOf(wire.run('FETCH 1 (UID)', 30))).fact).toBe(
    'Waited 0.03 s for the tagged answer to "FETCH 1 (UID)", in vain',
  );
  const login = await failureOf(wire.run('LOGIN "me" "secret"', 30));
  wire.close();
  expect(login.fact).toContain('LOGIN');
  expect(login.message).not.toContain('secret');
});

test('a server that takes the connection and says nothing is waited for as long as a greeting may take', async () => {
  const address = await serve(null);
  process.env.AEROMETER_PATIENCE = '0.002';
  expect((await failureOf(Wire.open(address))).fact).toBe(
    'Waited 0.03 s for the greeting of the IMAP server, in vain',
  );
});

test('a server that hangs up instead of greeting, or is not there, is a failure', async () => {
  const address = await serve('');
  const opening = failureOf(Wire.open(address));
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const socket of sockets) socket.destroy();
  expect((await opening).fact).toBe('The connection ended');
  await new Promise((resolve) => server.close(resolve));
  expect((await failureOf(Wire.open(address))).why).toContain('ECONNREFUSED');
});

test('a paced wire takes nothing, or so much a second, until it is told to go on', async () => {
  const literal = 1 << 20;
  const address = await serve(GREETING, (line, socket) => {
    const [tag] = line.split(' ');
    socket.write(`* 1 FETCH (BODY[] {${literal}}\r\n`);
    socket.write(Buffer.alloc(literal, 'x'));
    socket.write(`)\r\n${tag} OK done\r\n`);
  });
  const wire = await Wire.open(address);
  const greeted = wire.received;
  wire.pace(0);
  const answer = wire.run('FETCH 1 BODY.PEEK[]', 5000);
  await pause(100);
  expect(wire.received - greeted).toBe(0);
  wire.pace(literal);
  await pause(100);
  const some = wire.received - greeted;
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(literal);
  wire.pace(Number.POSITIVE_INFINITY);
  expect((await answer).untagged[0]?.dataBytes).toBe(literal);
  expect(wire.received - greeted).toBeGreaterThan(literal);
  wire.close();
});
