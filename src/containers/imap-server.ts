import type Docker from 'dockerode';
import type { Target } from '../agent/protocol';
import { retryUntil, within } from '../config/deadline';
import type { Address } from '../imap/address';
import { greeting } from '../imap/greeting';
import type { Credentials } from './credentials';
import { lastLines, refuseIfGone, refuseWithoutProgram } from './fate';
import type { Held } from './network-namespace';
import type { Networks } from './networks';
import type { ServerKind } from './server';
import { TunedContainer } from './tuned';

const READY_MS = 30_000;
/**
 * Killed at once: a fresh start wants nothing of what the process held, and the files are the kernel's. Dovecot alone takes
 * 1.7 s to end by itself, three times as long as to start.
 */
const STOP_S = 0;
const STOPPED_MS = 60_000;
const UNREACHED =
  'where the engine is on another machine (behind a forwarded socket) or this program in a container: --publish-host ADDRESS; else look at the last log lines, or AEROMETER_PATIENCE=2 for a slow machine';

export interface ServerWishes {
  readonly image: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly networks: Networks;
  readonly volume: string;
  readonly cpus: string | null;
  /** Memory limit in bytes; null for none. */
  readonly memory: number | null;
}

/** The IMAP server under test: facts about its running container. */
export class ImapServer {
  readonly imap: Address;
  /** The same over TLS; null where the server offers none. */
  readonly imaps: Address | null;
  readonly lmtp: Address;
  /** Of a load inside its container; null where there is none. */
  readonly dose: Address | null;
  target: Target;

  private constructor(
    private readonly docker: Docker,
    readonly kind: ServerKind,
    readonly id: string,
    private readonly wishes: ServerWishes,
    namespace: Held,
    tls: Address['tls'],
  ) {
    this.imap = namespace.at(kind.imapPort);
    this.imaps = kind.imapsPort === null ? null : { ...namespace.at(kind.imapsPort), tls };
    this.lmtp = namespace.at(kind.lmtpPort);
    this.dose = kind.dosePort === undefined ? null : namespace.at(kind.dosePort);
    this.target = { id, pid: 0, storageSubnet: kind.storage ? wishes.networks.storageSubnet : null };
  }

  static async start(
    docker: Docker,
    kind: ServerKind,
    wishes: ServerWishes,
    credentials: Credentials,
    namespace: Held,
  ): Promise<ImapServer> {
    const container = new TunedContainer(wishes.image, {
      host: {
        Binds: [`${wishes.volume}:${kind.stateAt}`],
        ...(wishes.cpus === null ? {} : { CpusetCpus: wishes.cpus }),
        ...(wishes.memory === null ? {} : { Memory: wishes.memory, MemorySwap: wishes.memory }),
      },
      create: {
        StopSignal: kind.stopSignal,
        ...(kind.entrypoint ? { Entrypoint: [...kind.entrypoint] } : {}),
      },
    })
      .withName(wishes.name)
      .withLabels(wishes.labels)
      .withNetworkMode(`container:${namespace.id}`)
      .withEnvironment({ ...kind.environment })
      .withCommand([...kind.command])
      .withCopyContentToContainer(
        kind.files(credentials).map(({ path, ...file }) => ({ ...file, target: path })),
      )
      .withStartupTimeout(READY_MS);
    const started = await container
      .start()
      .catch((error: unknown) => refuseWithoutProgram(kind.name, wishes.image, error));
    const server = new ImapServer(docker, kind, started.getId(), wishes, namespace, {
      ca: credentials.certificate,
      servername: credentials.domain,
    });
    await server.ready();
    return server;
  }

  /** Starts it anew on the same state: what it held in memory is gone. */
  async restart(): Promise<void> {
    await within(STOPPED_MS, `${this.kind.name} to restart`, () =>
      this.docker.getContainer(this.id).restart({ t: STOP_S }),
    );
    await this.ready();
  }

  async stop(): Promise<void> {
    await within(STOPPED_MS, `${this.kind.name} to stop`, () =>
      this.docker.getContainer(this.id).stop({ t: 10 }),
    );
  }

  private async ready(): Promise<void> {
    const { docker, kind, id, wishes } = this;
    await retryUntil(READY_MS, `${kind.name} to greet on its IMAP port`, () => this.look(), {
      pauseMs: 20,
      next: UNREACHED,
      stillWorthIt: () => refuseIfGone(docker, { id, name: kind.name, image: wishes.image }),
      lastLines: () => lastLines(docker, id),
    });
  }

  private async look(): Promise<void> {
    const { State } = await this.docker.getContainer(this.id).inspect();
    this.target = { ...this.target, pid: State.Pid };
    await greeting(this.imap);
  }
}
