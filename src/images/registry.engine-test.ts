import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type Docker from 'dockerode';
import { connect } from '../engine/connect';
import { build } from './build';
import type { Recipe } from './image';
import { obtain } from './obtain';
import { inspect } from './present';
import { messages } from './stream';

// Pulls from a registry of our own on loopback, which Docker engines trust without a certificate.

const folder = mkdtempSync(join(tmpdir(), 'aerometer-registry-'));
const reason = whyNot();
// Jest prints names, so the reason for skipping stands in one.
const suite = reason ? describe.skip : describe;

suite(reason ? `pulling an image (skipped: ${reason})` : 'pulling an image', () => {
  let docker: Docker;
  let registry: ChildProcess;
  let ref: string;
  let digest: string | null;
  const say = (): void => undefined;
  const published = (reference: string): Recipe => {
    return {
      name: 'tiny',
      version: '1',
      published: reference,
      build: null,
      askVersion: ['/none'],
      override: null,
    };
  };

  beforeAll(async () => {
    docker = (await connect()).docker;
    const port = await freePort();
    ref = `127.0.0.1:${port}/aerometer-tiny:1`;
    registry = startRegistry(port);
    const dockerfile = 'FROM scratch\nCOPY Dockerfile /content\nCMD ["/none"]\n';
    await build(docker, { name: 'a tiny image', tag: ref, dockerfile, args: {} });
    await push(docker, ref);
  }, 60_000);

  beforeEach(async () => {
    if (await inspect(docker, ref)) await docker.getImage(ref).remove({ force: true });
  });

  afterAll(async () => {
    registry?.kill();
    if (docker && (await inspect(docker, ref))) await docker.getImage(ref).remove({ force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  test('a given reference that is not here is pulled, and its digest is known', async () => {
    const image = await obtain(docker, published('never/asked:1'), { given: ref, say });
    expect(image).toMatchObject({ ref, origin: 'given', version: `unknown (${ref})` });
    expect(image.digest).toMatch(/^127\.0\.0\.1:\d+\/aerometer-tiny@sha256:[0-9a-f]{64}$/);
    digest = image.digest;
  });

  test('a given digest is pulled as that very image', async () => {
    const image = await obtain(docker, published('never/asked:1'), { given: String(digest), say });
    expect(image).toMatchObject({ ref: digest, origin: 'given', digest });
    await docker.getImage(image.id).remove({ force: true });
  });

  test('the published reference is pulled once, then it is present', async () => {
    expect(await obtain(docker, published(ref), { say })).toMatchObject({ ref, origin: 'pulled' });
    expect(await obtain(docker, published(ref), { say })).toMatchObject({ ref, origin: 'present' });
  });

  test('a reference that the registry does not have is an error, and its registry is still asked for others', async () => {
    const search = obtain(docker, published('never/asked:1'), { given: `${ref}-missing`, say });
    await expect(search).rejects.toThrow(
      /tiny:1-missing, given for tiny, is not to be had\n.*manifest unknown/,
    );
    expect(await obtain(docker, published(ref), { say })).toMatchObject({ origin: 'pulled' });
  });

  test('a registry that is not there is refused at once', async () => {
    const gone = `127.0.0.1:${await freePort()}/x:1`;
    const since = performance.now();
    await expect(obtain(docker, published(gone), { say })).rejects.toThrow('connection refused');
    expect(performance.now() - since).toBeLessThan(5000);
  });

  test('a registry that says nothing is given up in 10 s and not asked again', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    const host = `127.0.0.1:${await portOf(silent)}`;
    const secondsToFail = async (name: string): Promise<number> => {
      const since = performance.now();
      await expect(obtain(docker, published(`${host}/${name}`), { say })).rejects.toThrow(
        'did not answer within 10 s',
      );
      return (performance.now() - since) / 1000;
    };
    try {
      expect(await secondsToFail('one')).toBeLessThan(12);
      expect(await secondsToFail('two')).toBeLessThan(1);
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  }, 20_000);
});

/** Unpacks Debian's docker-registry into our folder: installing the package would start a service. null where it is had. */
function whyNot(): string | null {
  if (process.platform !== 'linux') return 'Debian packages are needed for a registry';
  const got = spawnSync('apt-get', ['download', 'docker-registry'], { cwd: folder, encoding: 'utf8' });
  if (got.status !== 0)
    return `apt-get download docker-registry: ${(got.stderr ?? 'no apt-get').trim().split('\n')[0]}`;
  const [deb = ''] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  const unpacked = spawnSync('dpkg-deb', ['-x', deb, '.'], { cwd: folder });
  return unpacked.status === 0 ? null : 'dpkg-deb could not unpack docker-registry';
}

function startRegistry(port: number): ChildProcess {
  const config = join(folder, 'registry.yml');
  const storage = join(folder, 'storage');
  writeFileSync(
    config,
    `version: 0.1\nstorage: {filesystem: {rootdirectory: ${storage}}}\nhttp: {addr: "127.0.0.1:${port}"}\n`,
  );
  return spawn(join(folder, 'usr/bin/docker-registry'), ['serve', config], { stdio: 'ignore' });
}

/** Pushes, again until the registry has come up. */
async function push(docker: Docker, ref: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const answer: NodeJS.ReadableStream = await docker
      .getImage(ref)
      .push({ authconfig: { username: '', password: '' } });
    let error: string | undefined;
    for await (const message of messages(answer)) error ??= message.error;
    if (!error) return;
    await pause(250);
  }
  throw new Error('the registry never took the image');
}

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
