import type Docker from 'dockerode';
import { within } from '../config/deadline';
import { labelsOf, SNAPSHOT } from '../engine/labels';
import { sweepRuns } from '../engine/sweep';
import type { Account } from '../imap/login';
import { Agent } from './agent';
import type { Credentials } from './credentials';
import { lastLines, whoIsGone } from './fate';
import { METRICS_URL, startGarage } from './garage';
import { ImapServer, type ServerWishes } from './imap-server';
import { type Held, holdNetworkNamespace } from './network-namespace';
import { makeNetworks, type Networks } from './networks';
import type { Probe } from './probe';
import type { ServerKind } from './server';
import { restoreSnapshot, snapshotName } from './snapshot';
import { StatsProbe } from './stats-probe';

export interface StackWishes {
  readonly docker: Docker;
  readonly kind: ServerKind;
  /** Image references, and the ids that name their content. */
  readonly images: { readonly server: string; readonly garage: string; readonly agent: string };
  /** All that a seeded state depends on. */
  readonly snapshotKey: readonly string[];
  readonly run: string;
  /** CPUs of the server, and of everything else; null leaves them as users run them. */
  readonly cpus: { readonly server: string; readonly others: string } | null;
  readonly publishOn: string;
  readonly reachAt: string;
  readonly memory: number | null;
  /** Docker's stats instead of the agent's own reading, to compare them. */
  readonly probe: 'agent' | 'stats';
  readonly say: (line: string) => void;
}

const REMOVED_MS = 60_000;
/**
 * Where a server that is compared with itself keeps its mail: what a file system on a disk takes for a write depends on where on that disk the
 * volume happens to lie. Two clones of one mailbox, measured in turn by equal images: Dovecot's RENAME cost one 42 % more than the other (35 to 49 %, 9 pairs of
 * server starts, ext4, 29 November 2026), in memory as much (0.6 % less, one pair). The agent keeps the volume mounted while servers come and go.
 * docker volume create, options of the driver `local`.
 */
const IN_MEMORY = { Driver: 'local', DriverOpts: { type: 'tmpfs', device: 'tmpfs' } } as const;
let serial = 0;

/** Networks, volumes and containers of one measured server; made together, removed together. */
export class Stack implements AsyncDisposable {
  server!: ImapServer;
  probe!: Probe;
  credentials!: Credentials;
  garageId: string | null = null;

  private constructor(
    readonly wishes: StackWishes,
    readonly name: string,
    private readonly run: string,
    readonly agent: Agent,
    private readonly networks: Networks,
  ) {}

  /** Volumes, networks and the agent: nothing of the server yet. */
  static async lay(wishes: StackWishes): Promise<Stack> {
    const run = `${wishes.run}-${++serial}`;
    const name = `aerometer-${run}`;
    const labels = { ...labelsOf(run) };
    const { docker } = wishes;
    const snapshot = snapshotName(wishes.snapshotKey);
    const medium = wishes.cpus === null ? {} : IN_MEMORY;
    try {
      const [networks] = await Promise.all([
        makeNetworks(docker, name, labels),
        docker.createVolume({ Name: snapshot, Labels: { [SNAPSHOT]: wishes.kind.name } }),
        docker.createVolume({ Name: `${name}-server`, Labels: labels, ...medium }),
        docker.createVolume({ Name: `${name}-storage`, Labels: labels, ...medium }),
      ]);
      const agent = await Agent.start(docker, {
        image: wishes.images.agent,
        name: `${name}-agent`,
        labels,
        network: networks.storage,
        binds: [`${snapshot}:/snapshot`, `${name}-server:/state/server`, `${name}-storage:/state/storage`],
      });
      return new Stack(wishes, name, run, agent, networks);
    } catch (error) {
      await sweepRuns(docker, run).catch(() => undefined);
      throw error;
    }
  }

  /** A fresh server on the seeded state; null where that state has to be made first. */
  static async open(wishes: StackWishes): Promise<Stack | null> {
    const stack = await Stack.lay(wishes);
    try {
      const credentials = await restoreSnapshot(stack.agent, wishes.snapshotKey.join('\n'), (why) =>
        wishes.say(`The kept seeded state is damaged (${why}); it is made anew.`),
      );
      if (credentials === null) {
        await stack.close();
        return null;
      }
      await stack.start(credentials);
      return stack;
    } catch (error) {
      await stack.close();
      throw error;
    }
  }

  get account(): Account {
    return { login: this.wishes.kind.login(this.credentials), password: this.credentials.password };
  }

  get metricsUrl(): string | null {
    return this.wishes.kind.storage ? METRICS_URL : null;
  }

  /** Where the server reaches its storage, as a number: a static program asks no name server. null where it has none. */
  async storageAddress(): Promise<string | null> {
    if (this.garageId === null) return null;
    const { NetworkSettings } = await this.wishes.docker.getContainer(this.garageId).inspect();
    const address = NetworkSettings.Networks[this.networks.storage]?.IPAddress;
    if (!address) throw new Error(`Garage has no address on ${this.networks.storage}`);
    return address;
  }

  async start(credentials: Credentials, beforeServer?: () => Promise<void>): Promise<void> {
    this.credentials = credentials;
    const { docker, kind } = this.wishes;
    const [garageId, namespace] = await Promise.all([
      kind.storage ? this.startStorage(credentials) : null,
      this.holdNamespace(),
    ]);
    this.garageId = garageId;
    await beforeServer?.();
    this.server = await ImapServer.start(docker, kind, this.serverWishes(), credentials, namespace);
    this.probe = await this.bestProbe();
  }

  private startStorage(credentials: Credentials): Promise<string> {
    const { docker, images, cpus } = this.wishes;
    const wishes = {
      image: images.garage,
      name: `${this.name}-garage`,
      labels: labelsOf(this.run),
      network: this.networks.storage,
      volume: `${this.name}-storage`,
      cpus: cpus?.others ?? null,
    };
    return startGarage(docker, wishes, credentials, this.agent);
  }

  private holdNamespace(): Promise<Held> {
    const { docker, kind, images, publishOn, reachAt } = this.wishes;
    return holdNetworkNamespace(docker, {
      image: images.agent,
      name: `${this.name}-net`,
      labels: labelsOf(this.run),
      networks: this.networks,
      ports: [kind.imapPort, kind.lmtpPort, kind.imapsPort, kind.dosePort].flatMap((port) => port ?? []),
      publishOn,
      reachAt,
    });
  }

  private async bestProbe(): Promise<Probe> {
    const { docker, probe, say } = this.wishes;
    const because =
      probe === 'stats'
        ? "the run was told to take Docker's stats"
        : await this.agent.whyBlind(this.server.target);
    if (because === null) return this.agent;
    say(`CPU time comes from Docker's stats, and no peak is taken: ${because}.`);
    return new StatsProbe(docker, this.agent, because);
  }

  serverWishes(): ServerWishes {
    const { images, cpus, memory } = this.wishes;
    return {
      image: images.server,
      name: `${this.name}-server`,
      labels: labelsOf(this.run),
      networks: this.networks,
      volume: `${this.name}-server`,
      cpus: cpus?.server ?? null,
      memory,
    };
  }

  /** Ends server and storage in good order, so that their state on disk is whole. */
  async halt(): Promise<void> {
    await this.server.stop();
    const garage = this.garageId && this.wishes.docker.getContainer(this.garageId);
    if (garage) await within(REMOVED_MS, 'Garage to stop', () => garage.stop({ t: 20 }));
  }

  /** Who of storage and server has gone and why, and the last log lines: the server's where neither has. */
  async lastWords(): Promise<{ why: string | null; lines: string[] }> {
    const { docker, kind } = this.wishes;
    const storage = this.garageId ? [{ id: this.garageId, name: 'Garage, the storage,' }] : [];
    const gone = await whoIsGone(docker, [...storage, { id: this.server.id, name: kind.name }]);
    return gone ?? { why: null, lines: await lastLines(docker, this.server.id) };
  }

  async close(): Promise<void> {
    this.agent.close();
    await within(REMOVED_MS, `the engine to remove ${this.name}-*`, () =>
      sweepRuns(this.wishes.docker, this.run),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
