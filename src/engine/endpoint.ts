import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { contextEndpoint, currentContext, type World } from './docker-config';
import { certificates } from './tls';

/** Where a Docker engine may be reached, and which setting said so. */
export interface Endpoint {
  /** As DOCKER_HOST has it: `unix:///…` or `tcp://host:port`. */
  readonly url: string;
  readonly saidBy: string;
  /** The folder of ca.pem, cert.pem and key.pem, where the engine is spoken to over TLS. */
  readonly certificates?: string;
}

const here: World = {
  env: process.env,
  home: homedir(),
  exists: existsSync,
  read: (path) => readFileSync(path, 'utf8'),
};

/** Docker's ports without and with TLS, where a TCP address names none. */
const PORT = { plain: '2375', tls: '2376' };

/**
 * Finds the engine as the docker client does: DOCKER_HOST, then DOCKER_CONTEXT or the current context of its
 * configuration, then the usual sockets (root's, rootless, Docker Desktop's). testcontainers reads only the first and the
 * last, so whoever calls this exports the answer (`connect`). Throws Failure (exit code 2) for what is not served.
 */
export function findEndpoint(world: World = here): Endpoint {
  const fromEnv = world.env.DOCKER_HOST;
  if (fromEnv) return served(certificates({ url: fromEnv, saidBy: 'DOCKER_HOST' }, world));
  const context = world.env.DOCKER_CONTEXT || currentContext(world);
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

function served(endpoint: Endpoint): Endpoint {
  const { url, saidBy } = endpoint;
  if (/^(unix|npipe):/.test(url)) return endpoint;
  if (/^(tcp|https?):\/\//.test(url) && URL.canParse(url)) return { ...endpoint, url: withPort(endpoint) };
  const remote = /^ssh:\/\/(?<login>(?:[^@/]*@)?(?<host>[^:/]+))(?::(?<port>\d+))?/.exec(url)?.groups;
  throw new Failure(EXIT.usage, {
    fact: `${saidBy} names ${url}, which is not served`,
    cause: remote
      ? 'testcontainers speaks to a socket or a TCP port, not through ssh'
      : 'it is no address that Docker knows: unix:///path or tcp://host:port',
    next: remote
      ? `ssh -nNT${remote.port ? ` -p ${remote.port}` : ''} -L /tmp/aerometer-docker.sock:/var/run/docker.sock ${remote.login} &\n` +
        `         export DOCKER_HOST=unix:///tmp/aerometer-docker.sock AEROMETER_PUBLISH_HOST=${remote.host}`
      : 'export DOCKER_HOST=unix:///var/run/docker.sock',
  });
}

function withPort({ url, certificates: tls }: Endpoint): string {
  const { protocol, host, port } = new URL(url);
  return port || protocol !== 'tcp:' ? url : `tcp://${host}:${tls ? PORT.tls : PORT.plain}`;
}
