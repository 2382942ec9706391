import type Docker from 'dockerode';
import { retryUntil } from '../config/deadline';
import { template } from '../config/root';
import type { Agent } from './agent';
import { type Credentials, STORAGE_HOST } from './credentials';
import { lastLines, refuseIfGone } from './fate';
import { TunedContainer } from './tuned';

const READY_MS = 30_000;

/** Garage's counters, reachable on the storage network only (no token: nobody else is on that network). */
export const METRICS_URL = `http://${STORAGE_HOST}:3903/metrics`;

export interface GarageWishes {
  readonly image: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly network: string;
  readonly volume: string;
  readonly cpus: string | null;
}

/**
 * Starts a one-node Garage on a volume, with the bucket and key of `credentials` made on its first start, and waits
 * until its S3 and admin ports serve. Returns the container's id.
 */
export async function startGarage(
  docker: Docker,
  wishes: GarageWishes,
  credentials: Credentials,
  agent: Agent,
): Promise<string> {
  const container = await new TunedContainer(wishes.image, {
    host: {
      Binds: [`${wishes.volume}:/state`],
      ...(wishes.cpus === null ? {} : { CpusetCpus: wishes.cpus }),
    },
  })
    .withName(wishes.name)
    .withLabels(wishes.labels)
    .withNetworkMode(wishes.network)
    .withNetworkAliases(STORAGE_HOST)
    .withEnvironment({
      GARAGE_DEFAULT_ACCESS_KEY: credentials.keyId,
      GARAGE_DEFAULT_SECRET_KEY: credentials.secretKey,
      GARAGE_DEFAULT_BUCKET: credentials.bucket,
    })
    .withCommand(['/garage', '-c', '/etc/garage.toml', 'server', '--single-node', '--default-bucket'])
    .withCopyContentToContainer([
      { content: template('garage/garage.toml', credentials), target: '/etc/garage.toml', mode: 0o600 },
    ])
    .withStartupTimeout(READY_MS)
    .start();
  const id = container.getId();
  await retryUntil(READY_MS, 'Garage to be healthy', () => mustBeHealthy(agent), {
    stillWorthIt: () => refuseIfGone(docker, { id, name: 'Garage', image: wishes.image }),
    lastLines: () => lastLines(docker, id),
  });
  return id;
}

/** Garage answers on its S3 port before its default bucket is there, so ask its health first and the bucket's port last. */
async function mustBeHealthy(agent: Agent): Promise<void> {
  const { status, body } = await agent.http('GET', `http://${STORAGE_HOST}:3903/health`);
  if (status !== 200) throw new Error(`its health check answers ${status}: ${body.slice(0, 200)}`);
  if (!(await agent.reaches(STORAGE_HOST, 3900))) throw new Error('its S3 port refuses connections');
}
