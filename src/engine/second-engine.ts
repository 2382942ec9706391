import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Docker from 'dockerode';
import { retryUntil } from '../config/deadline';
import { folderOf, lastLines, must, nearEnd, remove, removeDead } from './second-engine-remains';

const START_MS = 30_000;

/** Why no second engine can be had here; null where it can. Jest prints names, so the reason is to stand in the suite's. */
export function whyNoSecondEngine(): string | null {
  if (process.platform !== 'linux') return 'a network namespace needs Linux';
  if (process.getuid?.() !== 0) return 'only root makes a network namespace';
  const missing = ['dockerd', 'ip', 'nsenter', 'setpriv'].filter(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error,
  );
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : null;
}

export interface SecondEngineWishes {
  readonly port: number;
  /** What dockerd is told besides its places. */
  readonly flags: readonly string[];
  /** How a client speaks to it. */
  readonly client: Docker.DockerOptions;
}

const plain = (): SecondEngineWishes => ({
  port: 2375,
  flags: ['--tls=false'],
  client: { protocol: 'http' },
});

/**
 * A second dockerd in a network namespace of its own, reached over TCP at its own address: as remote as one machine can
 * have it. `remove` leaves nothing of it; what a killed test left goes when the next one starts.
 */
export class SecondEngine implements AsyncDisposable {
  private constructor(
    readonly docker: Docker,
    readonly address: string,
    /** As DOCKER_HOST has it. */
    readonly url: string,
  ) {}

  /** `wishesFor` is told the address, for which certificates may have to be made. */
  static async start(wishesFor: (address: string) => SecondEngineWishes = plain): Promise<SecondEngine> {
    await removeDead();
    const folder = folderOf(process.pid);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      const address = makeNetwork(`aerometer-${process.pid}`);
      const { port, flags, client } = wishesFor(address);
      const docker = new Docker({ host: address, port, ...client });
      const url = `tcp://${address}:${port}`;
      const child = startDaemon(folder, ['-H', url, ...flags]);
      await retryUntil(START_MS, 'the second dockerd to answer', () => docker.ping(), {
        stillWorthIt: async () => {
          if (child.exitCode !== null) throw new Error(`dockerd ended: ${lastLines(folder)}`);
        },
      });
      return new SecondEngine(docker, address, url);
    } catch (error) {
      await remove(process.pid);
      throw error;
    }
  }

  /** Brings images over from another engine, as docker save and docker load do. */
  async carry(from: Docker, refs: readonly string[]): Promise<void> {
    for (const ref of refs) {
      const loading = await this.docker.loadImage(await from.getImage(ref).get());
      await new Promise<void>((resolve, reject) => {
        this.docker.modem.followProgress(loading, (error) => (error ? reject(error) : resolve()));
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await remove(process.pid);
  }
}

/** A link between this namespace and a new one; returns the address at its far end, of the range for tests (RFC 2544). */
function makeNetwork(name: string): string {
  const subnet = `198.18.${process.pid % 256}`;
  const [near, far] = [nearEnd(process.pid), 'aerometer'];
  must('ip', ['netns', 'add', name]);
  must('ip', ['link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name]);
  must('ip', ['address', 'add', `${subnet}.1/30`, 'dev', near]);
  must('ip', ['link', 'set', near, 'up']);
  must('ip', ['-n', name, 'address', 'add', `${subnet}.2/30`, 'dev', far]);
  for (const link of ['lo', far]) must('ip', ['-n', name, 'link', 'set', link, 'up']);
  return `${subnet}.2`;
}

function startDaemon(folder: string, flags: readonly string[]) {
  const log = openSync(join(folder, 'log'), 'a');
  const places = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')];
  const own = [...places, '--pidfile', join(folder, 'pid'), '--shutdown-timeout', '2'];
  // `ip netns exec` would mount a /sys of its own, without cgroups. Each of these becomes the next, so the pid stays; and
  // a test that is killed takes its daemon with it.
  const enter = ['--pdeathsig', 'TERM', 'nsenter', `--net=/run/netns/aerometer-${process.pid}`];
  const child = spawn('setpriv', [...enter, 'dockerd', ...own, ...flags], { stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}
