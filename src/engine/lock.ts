import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { ContainerInfo } from 'dockerode';
import { EXIT, Failure } from '../config/failure';
import { attach } from './attached';
import { LABEL } from './labels';
import { unlessGone } from './sweep';

export const LOCK_NAME = 'aerometer-lock';
export const LOCK_OWNER = 'aerometer.owner';
const LOOK_AGAIN_MS = 1000;
const TAKEN_WITHIN_MS = 10_000;

export interface Lock {
  release(): Promise<void>;
}

/**
 * One run at a time on an engine: two would measure each other. The lock is a container of a fixed name that sleeps
 * until its stdin closes, so it dies with its owner, however that ends and on whichever host the owner runs. A second
 * run waits at most `waitMs`, saying for whom; then Failure (exit code 3). Throws the signal's reason when it is aborted.
 */
export async function lock(
  docker: Docker,
  image: string,
  options: { run: string; waitMs: number; say: (line: string) => void; signal?: AbortSignal },
): Promise<Lock> {
  const end = Date.now() + options.waitMs;
  let told = false;
  for (;;) {
    const mine = await take(docker, image, options.run);
    if (mine) return mine;
    const holder = await lockHolder(docker);
    if (holder === null) {
      await removeDeadLock(docker);
      continue;
    }
    if (Date.now() >= end) {
      throw new Failure(EXIT.machine, {
        fact: 'Another run of aerometer is using this engine',
        cause: `it belongs to ${holder}; two runs at once would measure each other`,
        next: 'wait for it to end, or give --wait SECONDS to queue behind it',
      });
    }
    if (!told) options.say(`Another run (${holder}) is using this engine; waiting for it to end.`);
    told = true;
    await pause(LOOK_AGAIN_MS);
    options.signal?.throwIfAborted();
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

/** Who is running a measurement on this engine; null when nobody is. Unlike taking the lock, it needs no image. */
export async function lockHolder(docker: Docker): Promise<string | null> {
  const lock = await found(docker);
  return lock && !isDead(lock) ? (lock.Labels[LOCK_OWNER] ?? 'an unknown owner') : null;
}

/** Removes a lock that outlived its owner. Returns how many there were: one, or none. */
export async function removeDeadLock(docker: Docker): Promise<number> {
  const lock = await found(docker);
  if (!lock || !isDead(lock)) return 0;
  // Without force: one that was taken anew in between is running, and Docker refuses (409).
  return (await unlessGone(docker.getContainer(lock.Id).remove())) ? 1 : 0;
}

async function found(docker: Docker): Promise<ContainerInfo | undefined> {
  const [lock] = await docker.listContainers({ all: true, filters: { name: [`^/${LOCK_NAME}$`] } });
  return lock;
}

/** A lock that was made but not yet started is being taken right now; one that stays so is a leftover. */
function isDead({ State, Created }: ContainerInfo): boolean {
  if (State === 'created') return Date.now() - Created * 1000 > TAKEN_WITHIN_MS;
  return State === 'exited' || State === 'dead';
}
