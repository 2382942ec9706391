import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, Failure, reasonOf } from '../config/failure';
import type { Endpoint } from './endpoint';

/** What is asked of the machine; tests give another. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  exists(path: string): boolean;
  read(path: string): string;
}

const configSchema = z.object({ currentContext: z.string().optional() });
const metaSchema = z.object({
  Endpoints: z.object({
    docker: z.object({ Host: z.string().min(1), SkipTLSVerify: z.boolean().optional() }),
  }),
});

/** Where the docker client keeps its configuration, contexts and certificates. */
export function configFolder({ env, home }: World): string {
  return env.DOCKER_CONFIG || join(home, '.docker');
}

/** The context that `docker context use` chose; undefined where none was. */
export function currentContext(world: World): string | undefined {
  const path = join(configFolder(world), 'config.json');
  return world.exists(path) ? parsed(world, path, configSchema).currentContext : undefined;
}

/** Contexts are stored under the SHA-256 of their name, their certificates beside them (docker/cli, cli/context/store). */
export function contextEndpoint(world: World, name: string): Endpoint {
  const id = createHash('sha256').update(name).digest('hex');
  const folder = join(configFolder(world), 'contexts');
  const path = join(folder, 'meta', id, 'meta.json');
  if (!world.exists(path)) {
    throw new Failure(EXIT.usage, {
      fact: `There is no Docker context named ${name}`,
      cause: `${path} is missing`,
      next: 'see `docker context ls`, or export DOCKER_HOST=unix:///var/run/docker.sock',
    });
  }
  const { Host: url, SkipTLSVerify } = parsed(world, path, metaSchema).Endpoints.docker;
  const saidBy = `the Docker context ${name}`;
  if (SkipTLSVerify) {
    throw new Failure(EXIT.usage, {
      fact: `${saidBy} does not verify the engine at ${url}, which is not served`,
      cause: 'testcontainers speaks TLS with verification only',
      next: `export DOCKER_HOST=${url} DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=FOLDER, with ca.pem, cert.pem and key.pem in it`,
    });
  }
  const tls = join(folder, 'tls', id, 'docker');
  return world.exists(join(tls, 'ca.pem')) ? { url, saidBy, certificates: tls } : { url, saidBy };
}

function parsed<T>(world: World, path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(world.read(path)));
  } catch (error) {
    throw new Failure(EXIT.usage, {
      fact: `${path}, of the docker client, cannot be read`,
      cause: error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error),
      next: 'correct it, or export DOCKER_HOST=unix:///var/run/docker.sock',
    });
  }
}
