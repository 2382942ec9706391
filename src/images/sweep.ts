import { setTimeout as pause } from 'node:timers/promises';
import type Docker from 'dockerode';

const ATTEMPTS = 10;
const PAUSE_MS = 300;

/**
 * Removes what a build leaves beside its tagged image: containers of its steps, and the layers of stages that no tag
 * names (gigabytes of compilers). Every step carries the build's id as a label, so nothing else is touched. Never throws:
 * what cannot be removed now is found by the label `aerometer` later.
 */
export async function sweep(docker: Docker, buildId: string): Promise<void> {
  const label = [`aerometer.build=${buildId}`];
  try {
    // An aborted build's container may still be coming up when we first look.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const left = await docker.listContainers({ all: true, filters: { label } });
      if (left.length === 0) break;
      await Promise.allSettled(
        left.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })),
      );
      await pause(PAUSE_MS);
    }
    await docker.pruneImages({ filters: { dangling: ['true'], label } });
  } catch {
    return;
  }
}
