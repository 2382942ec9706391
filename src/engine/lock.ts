import { hostname } from 'node:os';
import type Docker from 'dockerode';
import { EXIT, Failure } from '../config/failure';
import { attach } from '../containers/attached';
import { LABEL } from './labels';

export const LOCK_NAME = 'aerometer-lock';
export const LOCK_OWNER = 'aerometer.owner';
const LOOK_AGAIN_MS = 1000;

export interface Lock {
  release(): Promise<void>;
}

/**
 * One run at a time on an engine: two would measure each other. The lock is a container of a fixed name that sleeps
 * until its stdin closes, so it dies with its owner, however that ends and on whichever host the owner runs. A second
 * run waits at most `waitMs`, saying for whom; then Failure (exit code 3).
 */
export async function lock(
  docker: Docker,
  image: string,
  options: { run: string; waitMs: number; say: (line: string) => void },
): Promise<Lock> {
  const end = Date.now() + options.waitMs;
  let told = false;
  for (;;) {
    const mine = await take(docker, image, options.run);
    if (mine) return mine;
    const holder = await holderOf(docker);
    if (holder === null) continue;
    if (Date.now() >= end) {
      throw new Failure(EXIT.machine, {
        fact: 'Another run of aerometer is using this engine',
        cause: `it belongs to ${holder}; two runs at once would measure each other`,
        next: 'wait for it to end, or give --wait SECONDS to queue behind it',
      });
    }
    if (!told) options.say(`Another run (${holder}) is using this engine; waiting for it to end.`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function take(docker: Docker, image: string, run: string): Promise<Lock | null> {
  const owner = `${hostname()} pid ${process.pid}, run ${run}, since ${new Date().toISOString()}`;
  let id: string;
  try {
    const container = await docker.createContainer({
      name: LOCK_NAME,
      Image: image,
      Entrypoint: ['cat'],
      Cmd: [],
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
      Labels: { [LABEL]: '1', [LOCK_OWNER]: owner },
      HostConfig: { NetworkMode: 'none' },
    });
    id = container.id;
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'statusCode') === 409) return null;
    throw error;
  }
  const stream = await attach(docker, id);
  const container = docker.getContainer(id);
  await container.start();
  return {
    release: async () => {
      stream.end();
      await container.remove({ force: true }).catch(() => undefined);
    },
  };
}

/** Who holds the lock; null when nobody does any more, and what a dead owner left has been removed. */
async function holderOf(docker: Docker): Promise<string | null> {
  const container = docker.getContainer(LOCK_NAME);
  try {
    const { State, Config, Created } = await container.inspect();
    // A lock that was made but not yet started is being taken right now; one that stays so is a leftover.
    const beingMade = State.Status === 'created' && Date.now() - Date.parse(Created) < 10_000;
    if (State.Running || beingMade) return Config.Labels[LOCK_OWNER] ?? 'an unknown owner';
    await container.remove({ force: true });
  } catch (error) {
    const status = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
    if (status !== 404 && status !== 409) throw error;
  }
  return null;
}
