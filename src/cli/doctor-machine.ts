import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import type { Engine } from '../engine/connect';
import { RUN } from '../engine/labels';
import { lockHolder } from '../engine/lock';
import { type Finding, good, note, problem } from './finding';

const MB = 1e6;

/** Room where the engine keeps its images; only a local engine's disk can be seen. */
export async function diskFinding(engine: Engine, neededMB: number): Promise<Finding> {
  const { DockerRootDir: root } = await engine.docker.info();
  if (!engine.endpoint.url.startsWith('unix:') || !existsSync(root)) {
    return note('disk', 'the engine keeps its files elsewhere, so its free space is not known');
  }
  const { bavail, bsize } = await statfs(root);
  const free = (bavail * bsize) / MB;
  const fact = `${(free / 1000).toFixed(1)} GB free in ${root}`;
  if (free >= neededMB) return good('disk', fact);
  return problem(
    'disk',
    `${fact}; making the missing images takes ${neededMB} MB`,
    'docker system prune, or a larger disk',
  );
}

/** What killed runs left, and who else is measuring. Neither keeps a run from starting. */
export async function leftoverFindings(docker: Docker): Promise<Finding[]> {
  const holder = await lockHolder(docker);
  if (holder !== null) {
    return [
      note('other runs', `${holder} is measuring on this engine`, 'wait for it, or give --wait SECONDS'),
    ];
  }
  const filters = { label: [RUN] };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  const left = [
    `${containers.length} containers`,
    `${networks.length} networks`,
    `${volumes.Volumes?.length ?? 0} volumes`,
  ].filter((words) => !words.startsWith('0 '));
  if (left.length === 0) return [good('other runs', 'none'), good('leftovers', 'none')];
  const fact = `${left.join(', ')} of runs that were killed, or kept with --keep`;
  return [good('other runs', 'none'), note('leftovers', fact, 'npx aerometer clean --keep-cache')];
}

/** Sockets of engines that the search does not try by itself. */
export function otherEngines(
  env: Readonly<Record<string, string | undefined>> = process.env,
  exists: (path: string) => boolean = existsSync,
  home = homedir(),
): Finding[] {
  const runtime = env.XDG_RUNTIME_DIR;
  const sockets = [
    '/run/podman/podman.sock',
    ...(runtime ? [join(runtime, 'podman/podman.sock')] : []),
    join(home, '.colima/default/docker.sock'),
    join(home, '.orbstack/run/docker.sock'),
    join(home, '.rd/docker.sock'),
  ];
  return sockets
    .filter((path) => exists(path))
    .map((path) => note('engine', `there is a socket at ${path}`, `export DOCKER_HOST=unix://${path}`));
}
