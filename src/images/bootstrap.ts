import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { thisMachine, whyNotInstall } from '../engine/install';
import type { HostWays } from './host';
import type { ObtainOptions, Release } from './image';
import { messages } from './stream';

const PACKAGES = ['mmdebstrap', 'debian-archive-keyring'];
/** Where Debian names an architecture otherwise than Docker does. */
const DEBIAN_NAMES: Readonly<Record<string, string>> = { arm: 'armhf', '386': 'i386', ppc64le: 'ppc64el' };

export interface BootstrapOrder extends Omit<ObtainOptions, 'given'> {
  readonly release: Release;
  /** The reference that the image gets. */
  readonly ref: string;
  /** As Docker names it. */
  readonly architecture: string;
  readonly ways: HostWays;
  /** Why the published image is not to be had. */
  readonly because: string;
}

/**
 * Makes a Debian image from Debian's packages alone: mmdebstrap's archive goes straight into the daemon. Installs
 * mmdebstrap where that is allowed, announced first. Throws Failure (exit code 3).
 */
export async function bootstrap(docker: Docker, order: BootstrapOrder): Promise<void> {
  ensureMmdebstrap(order);
  order.say(`debian:${order.release}-slim: making it from Debian's packages (about 110 MB, usually 15 s)`);
  const folder = mkdtempSync(join(tmpdir(), 'aerometer-debian-'));
  try {
    await makeAndImport(docker, order, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeAndImport(docker: Docker, order: BootstrapOrder, folder: string): Promise<void> {
  const { release, ref, ways, signal } = order;
  const settings = join(folder, 'apt.conf');
  writeFileSync(settings, ways.aptSettings);
  const architecture = DEBIAN_NAMES[order.architecture] ?? order.architecture;
  const source = ways.mirror ? [`deb ${ways.mirror} ${release} main`] : [];
  const options = ['--variant=apt', `--architectures=${architecture}`, `--aptopt=${settings}`];
  const maker = run('mmdebstrap', [...options, release, '-', ...source], signal);
  try {
    // A maker that fails closes the pipe early: its own words, not the daemon's about a short archive, say why.
    const [ended, imported] = await Promise.allSettled([maker.ended, importArchive(docker, maker.output)]);
    const id = imported.status === 'fulfilled' ? imported.value : null;
    if (ended.status === 'rejected') {
      if (id) await docker.getImage(id).remove();
      throw ended.reason;
    }
    if (imported.status === 'rejected') throw imported.reason;
    const [repo = ref, tag = 'latest'] = ref.split(':');
    await docker.getImage(imported.value).tag({ repo, tag });
  } catch (error) {
    signal?.throwIfAborted();
    throw new Failure(
      EXIT.machine,
      {
        fact: `A Debian ${release} base image could not be made`,
        cause: reasonOf(error),
        next: `pull or load debian:${release}-slim yourself, or mend the way to Debian's package archive (apt-get update)`,
      },
      { cause: error },
    );
  }
}

/** Runs a program in a group of its own, since mmdebstrap hears a signal only once the processes it waits for end. */
function run(
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): { output: Readable; ended: Promise<void> } {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const stop = (): void => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  signal?.addEventListener('abort', stop, { once: true });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      signal?.removeEventListener('abort', stop);
      const last = said.trim().split('\n').slice(-8).join('\n    ');
      status === 0 ? resolve() : reject(new Error(last));
    });
  });
  return { output: child.stdout, ended };
}

/** Makes an image without a name of an archive, and returns its id. */
async function importArchive(docker: Docker, archive: Readable): Promise<string> {
  const changes = ['LABEL aerometer=1', 'CMD ["bash"]'];
  const answer: NodeJS.ReadableStream = await docker.importImage(archive, { changes });
  let id = '';
  for await (const message of messages(answer)) {
    if (message.error) throw new Error(message.error);
    id = message.status ?? id;
  }
  return id;
}

function ensureMmdebstrap({ release, because, say }: BootstrapOrder): void {
  const machine = thisMachine();
  if (machine.has('mmdebstrap')) return;
  const refusal = whyNotInstall(machine);
  if (refusal) {
    throw new Failure(EXIT.machine, {
      fact: `No Debian ${release} base image to build on`,
      cause: `debian:${release}-slim cannot be pulled (${because}), mmdebstrap, which would make one, is not installed, and ${refusal}`,
      next: `docker load an image named debian:${release}-slim, or: sudo apt-get install ${PACKAGES.join(' ')}`,
    });
  }
  say(
    `No registry answers and mmdebstrap is missing: installing ${PACKAGES.join(' and ')} with apt-get (about 1 MB).`,
  );
  const quiet = ['-q', '-y', '--no-install-recommends'];
  if (aptGet(['-q', 'update']) && aptGet([...quiet, 'install', ...PACKAGES])) return;
  throw new Failure(EXIT.machine, {
    fact: 'Installing mmdebstrap failed',
    cause: 'apt-get ended with an error',
    next: `see what it says: apt-get install ${PACKAGES.join(' ')}`,
  });
}

function aptGet(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: 'ignore', env }).status === 0;
}
