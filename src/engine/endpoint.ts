import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';

/** Where a Docker engine may be reached, and which setting said so. */
export interface Endpoint {
  /** As DOCKER_HOST has it: `unix:///…` or `tcp://host:port`. */
  readonly url: string;
  readonly saidBy: string;
}

interface World {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  exists(path: string): boolean;
  read(path: string): string;
}

const here: World = {
  env: process.env,
  home: homedir(),
  exists: existsSync,
  read: (path) => readFileSync(path, 'utf8'),
};

/**
 * Finds the engine as the docker client does: DOCKER_HOST, then DOCKER_CONTEXT or the current context of
 * ~/.docker/config.json, then the usual sockets (root's, rootless, Docker Desktop's).
 * testcontainers reads only the first and the last, so whoever calls this exports the answer as DOCKER_HOST.
 */
export function findEndpoint(world: World = here): Endpoint {
  const fromEnv = world.env.DOCKER_HOST;
  if (fromEnv) return served({ url: fromEnv, saidBy: 'DOCKER_HOST' });
  const context = world.env.DOCKER_CONTEXT ?? currentContext(world);
  if (context && context !== 'default') return served(contextEndpoint(world, context));
  const sockets = usualSockets(world);
  const found = sockets.find((path) => world.exists(path)) ?? (sockets[0] as string);
  return { url: `unix://${found}`, saidBy: 'the usual place of its socket' };
}

function usualSockets(world: World): string[] {
  const runtime = world.env.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    ...(runtime ? [join(runtime, 'docker.sock')] : []),
    join(world.home, '.docker/run/docker.sock'),
    join(world.home, '.docker/desktop/docker.sock'),
  ];
}

function currentContext(world: World): string | undefined {
  const path = join(world.home, '.docker/config.json');
  if (!world.exists(path)) return undefined;
  const parsed: unknown = JSON.parse(world.read(path));
  const name = parsed && typeof parsed === 'object' ? Reflect.get(parsed, 'currentContext') : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Contexts are stored under the SHA-256 of their name (docker/cli, cli/context/store). */
function contextEndpoint(world: World, name: string): Endpoint {
  const id = createHash('sha256').update(name).digest('hex');
  const path = join(world.home, '.docker/contexts/meta', id, 'meta.json');
  const host = world.exists(path) ? /"Host"\s*:\s*"([^"]+)"/.exec(world.read(path))?.[1] : undefined;
  if (!host) {
    throw new Failure(EXIT.usage, {
      fact: `There is no Docker context named ${name}`,
      cause: `${path} is missing or names no host`,
      next: 'see `docker context ls`, or export DOCKER_HOST=unix:///var/run/docker.sock',
    });
  }
  return { url: host, saidBy: `the Docker context ${name}` };
}

function served(endpoint: Endpoint): Endpoint {
  if (/^(unix|tcp|http|https|npipe):/.test(endpoint.url)) return endpoint;
  const remote = /^ssh:\/\/(.+)$/.exec(endpoint.url)?.[1];
  throw new Failure(EXIT.usage, {
    fact: `${endpoint.saidBy} names ${endpoint.url}, which is not served`,
    cause: remote
      ? 'testcontainers speaks to a socket or a TCP port, not through ssh'
      : 'its scheme is unknown',
    next: remote
      ? `ssh -nNT -L /tmp/docker-remote.sock:/var/run/docker.sock ${remote} &  export DOCKER_HOST=unix:///tmp/docker-remote.sock`
      : 'export DOCKER_HOST=unix:///var/run/docker.sock',
  });
}
