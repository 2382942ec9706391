import type Docker from 'dockerode';
import { LOCK_NAME, LOCK_OWNER } from '../engine/lock';

/** Who is running a measurement on this engine; null when nobody is. Unlike taking the lock, it needs no image. */
export async function lockHolder(docker: Docker): Promise<string | null> {
  const filters = { name: [`^/${LOCK_NAME}$`] };
  const [lock] = await docker.listContainers({ all: true, filters });
  return lock?.State === 'running' ? (lock.Labels[LOCK_OWNER] ?? 'an unknown owner') : null;
}

/** Removes a lock that outlived its owner. Returns how many there were. */
export async function removeDeadLock(docker: Docker): Promise<number> {
  const dead = await docker.listContainers({ all: true, filters: { name: [`^/${LOCK_NAME}$`] } });
  await Promise.all(dead.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
  return dead.length;
}
