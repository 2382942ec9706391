import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import { z } from 'zod';
import type { TreeDigest } from '../agent/protocol';
import { labelsOf } from '../engine/labels';
import type { Agent } from './agent';
import { type Credentials, credentialsSchema } from './credentials';

/** Where the agent sees the volumes. */
export const AT = { snapshot: '/snapshot', server: '/state/server', storage: '/state/storage' } as const;
const FACTS = `${AT.snapshot}/snapshot.json`;

const digest = z.strictObject({ files: z.number(), bytes: z.number(), sha256: z.string() });
const factsSchema = z.strictObject({
  key: z.string(),
  credentials: credentialsSchema,
  server: digest,
  storage: digest,
});

/** Name of the volume that keeps a seeded state, from all that the state depends on. */
export function snapshotName(parts: readonly string[]): string {
  return `aerometer-snapshot-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20)}`;
}

/** Copies the state of a stopped server and storage into the snapshot. The facts are written last: without them it is none. */
export async function takeSnapshot(agent: Agent, key: string, credentials: Credentials): Promise<void> {
  await agent.empty(AT.snapshot);
  const copied: TreeDigest[] = [];
  for (const part of ['server', 'storage'] as const) {
    await agent.write(`${AT.snapshot}/${part}/.aerometer`, '');
    await agent.copy(AT[part], `${AT.snapshot}/${part}`);
    copied.push(await agent.digest(`${AT.snapshot}/${part}`));
  }
  const [server, storage] = copied;
  await agent.write(FACTS, JSON.stringify({ key, credentials, server, storage }));
}

/**
 * Copies a snapshot into the run's volumes and returns its credentials; null where there is none. One whose content is
 * not what was written is reported through `damaged` and counts as none.
 */
export async function restoreSnapshot(
  agent: Agent,
  key: string,
  damaged: (why: string) => void,
): Promise<Credentials | null> {
  let text: string;
  try {
    text = await agent.cat(FACTS);
  } catch {
    return null;
  }
  const facts = parse(text);
  if (facts === null || facts.key !== key) {
    damaged('its description cannot be read');
    return null;
  }
  for (const part of ['server', 'storage'] as const) {
    const found = await agent.digest(`${AT.snapshot}/${part}`);
    if (found.sha256 !== facts[part].sha256) {
      damaged(
        `its ${part} part holds ${found.files} files of ${found.bytes} bytes that differ from the ${facts[part].files} written`,
      );
      return null;
    }
  }
  for (const part of ['server', 'storage'] as const) await agent.copy(`${AT.snapshot}/${part}`, AT[part]);
  return facts.credentials;
}

/** Whether a seeded state is kept on the engine. Nothing is started, and its content is not looked at: opening it does. */
export async function isSnapshot(
  docker: Docker,
  volume: string,
  image: string,
  run: string,
): Promise<boolean> {
  if ((await unless404(docker.getVolume(volume).inspect())) === null) return false;
  const container = await docker.createContainer({
    Image: image,
    Labels: labelsOf(run),
    HostConfig: { Binds: [`${volume}:${AT.snapshot}`], NetworkMode: 'none' },
  });
  try {
    return (await unless404(container.infoArchive({ path: FACTS }))) !== null;
  } finally {
    await container.remove();
  }
}

/** Removes what a seeding that failed has left of a state. No container may use it any more. */
export async function forgetSnapshot(docker: Docker, volume: string): Promise<void> {
  await unless404(docker.getVolume(volume).remove());
}

async function unless404<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'statusCode') === 404) return null;
    throw error;
  }
}

function parse(text: string): z.infer<typeof factsSchema> | null {
  try {
    return factsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
