import type Docker from 'dockerode';
import { Wait } from 'testcontainers';
import { EXIT, Failure, reasonOf } from '../config/failure';
import type { Credentials } from './credentials';
import { textOf } from './fate';
import type { ServerWishes } from './imap-server';
import type { Errand, ServerKind } from './server';
import { TunedContainer } from './tuned';

const ERRAND_MS = 60_000;

/**
 * Runs one command in a container of its own, of the server's image and on its state: how users are made, without a
 * shell and before the server runs. Returns what it printed. Throws Failure with that when it does not end with 0.
 */
export async function runErrand(
  docker: Docker,
  kind: ServerKind,
  errand: Errand,
  wishes: ServerWishes,
  credentials: Credentials,
): Promise<string> {
  let id: string | undefined;
  const container = new TunedContainer(wishes.image, {
    host: { Binds: [`${wishes.volume}:${kind.stateAt}`] },
    create: { Entrypoint: [errand.command[0] as string] },
    beforeStart: async (created) => {
      id = created;
    },
  })
    .withName(`${wishes.name}-errand`)
    .withLabels(wishes.labels)
    .withNetworkMode(errand.needsStorage ? wishes.networks.storage : 'none')
    .withEnvironment({ ...kind.environment })
    .withCommand(errand.command.slice(1))
    .withCopyContentToContainer(
      kind.files(credentials).map(({ path, ...file }) => ({ ...file, target: path })),
    )
    .withWaitStrategy(Wait.forOneShotStartup())
    .withStartupTimeout(ERRAND_MS);
  try {
    await container.start();
    return await printed(docker, id);
  } catch (error) {
    throw new Failure(EXIT.unmeasured, {
      fact: `${kind.name} could not be given its user`,
      cause: `${reasonOf(error)}; it printed: ${await printed(docker, id).catch(() => 'nothing')}`,
      next: `try the image by hand: ${wishes.image} ${errand.command.slice(0, 4).join(' ')} …`,
    });
  } finally {
    if (id)
      await docker
        .getContainer(id)
        .remove({ force: true })
        .catch(() => undefined);
  }
}

async function printed(docker: Docker, id: string | undefined): Promise<string> {
  return id ? textOf(await docker.getContainer(id).logs({ stdout: true, stderr: true })) : '';
}
