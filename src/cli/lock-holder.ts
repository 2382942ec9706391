import type Docker from 'dockerode';

/** The names that src/engine/lock.ts gives. */
const LOCK = 'aerometer-lock';
const OWNER = 'aerometer.owner';

/** Who is running a measurement on this engine; null when nobody is. Unlike taking the lock, it needs no image. */
export async function lockHolder(docker: Docker): Promise<string | null> {
  const filters = { name: [`^/${LOCK}$`] };
  const [lock] = await docker.listContainers({ all: true, filters });
  return lock?.State === 'running' ? (lock.Labels[OWNER] ?? 'an unknown owner') : null;
}

/** Removes a lock that outlived its owner. Returns how many there were. */
export async function removeDeadLock(docker: Docker): Promise<number> {
  const dead = await docker.listContainers({ all: true, filters: { name: [`^/${LOCK}$`] } });
  await Promise.all(dead.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
  return dead.length;
}
