import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeIfStale, whyNotHere } from './bringup';
import { connect, NoEngine, noEngineFailure } from './connect';
import { type Machine, whyNotInstall } from './install';

const debian: Machine = {
  platform: 'linux',
  uid: 0,
  env: {},
  osRelease: 'NAME="Debian"\nID=debian\n',
  has: (program) => program === 'apt-get',
};
const withDockerd = { has: (program: string) => program === 'dockerd' };

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-bringup-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('root on Debian may install an engine, and root anywhere may start one that is installed', () => {
  expect(whyNotHere(undefined, debian)).toBeNull();
  expect(whyNotHere('unix:///var/run/docker.sock', debian)).toBeNull();
  expect(whyNotHere(undefined, { ...debian, ...withDockerd, osRelease: 'ID=arch\n' })).toBeNull();
});

test.each<[string, string | undefined, Partial<Machine>, RegExp]>([
  ['DOCKER_HOST names another engine', 'tcp://far:2375', {}, /DOCKER_HOST names another place/],
  ['the system is macOS', undefined, { platform: 'darwin' }, /not installed on darwin; start Docker Desktop/],
  ['the user is not root', undefined, { uid: 1000 }, /only root can install or start one/],
  ['it is installed, and the user may not start it', undefined, { uid: 1000, ...withDockerd }, /only root/],
  ['installing is forbidden', undefined, { env: { AEROMETER_NO_INSTALL: '1' } }, /AEROMETER_NO_INSTALL=1/],
  ['the system is another Linux', undefined, { osRelease: 'ID=fedora\n' }, /only on Debian and Ubuntu/],
  ['there is no apt-get', undefined, { has: () => false }, /only on Debian and Ubuntu/],
])('no engine is brought up where %s, and the error says so', (_, dockerHost, machine, words) => {
  const why = whyNotHere(dockerHost, { ...debian, ...machine });
  expect(why).toMatch(words);
  const endpoint = { url: 'unix:///var/run/docker.sock', saidBy: 'the usual place of its socket' };
  const failure = noEngineFailure(new NoEngine(endpoint, 'absent', 'ENOENT'), String(why));
  expect(failure.exitCode).toBe(3);
  expect(failure.next).toMatch(words);
});

test('a user who is not root installs nothing, whatever the system', () => {
  expect(whyNotInstall({ ...debian, uid: 1000 })).toBe('only root can install it');
  expect(whyNotInstall({ ...debian, uid: null })).toBe('only root can install it');
  expect(whyNotInstall(debian)).toBeNull();
});

describe('a pid file', () => {
  /** A /proc in which process 7 is called this. */
  function proc(program: string): string {
    mkdirSync(join(dir, 'proc/7'), { recursive: true });
    writeFileSync(join(dir, 'proc/7/comm'), `${program}\n`);
    return join(dir, 'proc');
  }
  function pidFile(content: string): string {
    writeFileSync(join(dir, 'docker.pid'), content);
    return join(dir, 'docker.pid');
  }

  test.each([
    ['whose process is gone', '8', 'dockerd'],
    ['whose pid the kernel gave to another program', '7', 'vim'],
    ['that is empty', '', 'dockerd'],
  ])('%s is removed', (_, content, running) => {
    const file = pidFile(content);
    expect(removeIfStale(file, 'dockerd', proc(running))).toBe(true);
    expect(existsSync(file)).toBe(false);
  });

  test('of a daemon that runs is left alone, and one that is not there is no error', () => {
    const file = pidFile('7\n');
    expect(removeIfStale(file, 'dockerd', proc('dockerd'))).toBe(false);
    expect(existsSync(file)).toBe(true);
    expect(removeIfStale(join(dir, 'none.pid'), 'dockerd')).toBe(false);
  });
});

test('a socket file that its engine left behind counts as no engine, so that one is started', async () => {
  const socket = join(dir, 'docker.sock');
  const listenAndDie = `require('net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', listenAndDie]);
  expect(existsSync(socket)).toBe(true);
  const before = process.env.DOCKER_HOST;
  process.env.DOCKER_HOST = `unix://${socket}`;
  try {
    await expect(connect()).rejects.toMatchObject({ refusal: 'absent' });
  } finally {
    if (before === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = before;
  }
});
