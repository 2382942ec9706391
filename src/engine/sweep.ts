import type Docker from 'dockerode';
import { LABEL, RUN, SNAPSHOT } from './labels';

export interface Swept {
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
}

/**
 * Removes containers, networks and volumes of runs: of one run, or of every run (`null`). Snapshots stay. What has gone
 * meanwhile is no error. The caller must hold the lock, or name its own run.
 */
export async function sweepRuns(docker: Docker, run: string | null): Promise<Swept> {
  const filters = { label: [run === null ? RUN : `${RUN}=${run}`] };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.all(
    containers.map(({ Id }) => unlessGone(docker.getContainer(Id).remove({ force: true, v: true }))),
  );
  const networks = await docker.listNetworks({ filters });
  await Promise.all(networks.map(({ Id }) => unlessGone(docker.getNetwork(Id).remove())));
  const volumes = await removeVolumes(docker, filters);
  return { containers: containers.length, networks: networks.length, volumes };
}

/** Removes all seeded states. Returns how many. */
export function sweepSnapshots(docker: Docker): Promise<number> {
  return removeVolumes(docker, { label: [SNAPSHOT] });
}

/** Removes the images built or imported here. Returns their names. */
export async function sweepImages(docker: Docker): Promise<string[]> {
  const removed: string[] = [];
  for (const image of await docker.listImages({ filters: { label: [LABEL] } })) {
    for (const name of image.RepoTags ?? [image.Id]) {
      await unlessGone(docker.getImage(name).remove({ force: true }));
      removed.push(name);
    }
  }
  return removed;
}

async function removeVolumes(docker: Docker, filters: { label: string[] }): Promise<number> {
  const { Volumes } = await docker.listVolumes({ filters });
  const volumes = Volumes ?? [];
  await Promise.all(volumes.map(({ Name }) => unlessGone(docker.getVolume(Name).remove({ force: true }))));
  return volumes.length;
}

/** Waits for a removal, and says whether it was this one: what has gone meanwhile is no error. */
export async function unlessGone(removal: Promise<unknown>): Promise<boolean> {
  try {
    await removal;
    return true;
  } catch (error) {
    const status = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
    // 404: gone. 409: its removal is already under way.
    if (status !== 404 && status !== 409) throw error;
    return false;
  }
}
