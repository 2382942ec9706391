import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type Docker from 'dockerode';
import type { Target } from '../agent/protocol';
import { retryUntil } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import { greeting } from '../imap/greeting';
import type { Credentials } from './credentials';
import type { Networks } from './networks';
import type { ServerKind } from './server';
import { TunedContainer } from './tuned';

const READY_MS = 30_000;
const STOP_S = 3;

export interface ServerWishes {
  readonly image: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly networks: Networks;
  readonly volume: string;
  readonly cpus: string | null;
  /** Address its ports are published on, and at which the client reaches them. */
  readonly publishOn: string;
  readonly reachAt: string;
  /** Memory limit in bytes; null for none. */
  readonly memory: number | null;
}

export interface Address {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte: whose certificate is trusted, and the name it must hold. */
  readonly tls?: { readonly ca: string; readonly servername: string };
}

/** The IMAP server under test: facts about its running container. */
export class ImapServer {
  imap: Address = { host: '', port: 0 };
  /** The same over TLS; null where the server offers none. */
  imaps: Address | null = null;
  lmtp: Address = { host: '', port: 0 };
  target: Target;

  private constructor(
    private readonly docker: Docker,
    readonly kind: ServerKind,
    private readonly id: string,
    private readonly wishes: ServerWishes,
    private readonly tls: Address['tls'],
  ) {
    this.target = { id, pid: 0, storageSubnet: kind.storage ? wishes.networks.storageSubnet : null };
  }

  static async start(
    docker: Docker,
    kind: ServerKind,
    wishes: ServerWishes,
    credentials: Credentials,
  ): Promise<ImapServer> {
    const { networks, publishOn } = wishes;
    const published = [{ HostIp: publishOn, HostPort: '' }];
    const ports = [kind.imapPort, kind.lmtpPort, ...(kind.imapsPort === null ? [] : [kind.imapsPort])];
    const container = new TunedContainer(wishes.image, {
      host: {
        Binds: [`${wishes.volume}:${kind.stateAt}`],
        PortBindings: Object.fromEntries(ports.map((port) => [`${port}/tcp`, published])),
        ...(wishes.cpus === null ? {} : { CpusetCpus: wishes.cpus }),
        ...(wishes.memory === null ? {} : { Memory: wishes.memory, MemorySwap: wishes.memory }),
      },
      create: {
        StopSignal: kind.stopSignal,
        ...(kind.entrypoint ? { Entrypoint: [...kind.entrypoint] } : {}),
      },
      beforeStart: (id) => docker.getNetwork(networks.storage).connect({ Container: id }),
    })
      .withName(wishes.name)
      .withLabels(wishes.labels)
      .withNetworkMode(networks.client)
      .withExposedPorts(...ports)
      .withEnvironment({ ...kind.environment })
      .withCommand([...kind.command])
      .withCopyContentToContainer(
        kind.files(credentials).map(({ path, ...file }) => ({ ...file, target: path })),
      )
      .withStartupTimeout(READY_MS);
    const started = await container.start();
    const server = new ImapServer(docker, kind, started.getId(), wishes, {
      ca: credentials.certificate,
      servername: credentials.domain,
    });
    await server.ready();
    return server;
  }

  /** Starts it anew on the same state: what it held in memory is gone. Its published ports change. */
  async restart(): Promise<void> {
    await this.docker.getContainer(this.id).restart({ t: STOP_S });
    await this.ready();
  }

  async stop(): Promise<void> {
    await this.docker.getContainer(this.id).stop({ t: 10 });
  }

  async kill(): Promise<void> {
    await this.docker.getContainer(this.id).kill();
  }

  /** Its last log lines, for errors. */
  async lastLines(count = 12): Promise<string[]> {
    const raw = await this.docker.getContainer(this.id).logs({ stdout: true, stderr: true, tail: count });
    return stripVTControlCharacters(textOf(raw)).split('\n').filter(Boolean).slice(-count);
  }

  /** Why it does not run, or null when it does. */
  async whyGone(): Promise<string | null> {
    const { State } = await this.docker.getContainer(this.id).inspect();
    if (State.OOMKilled)
      return `the kernel killed ${this.kind.name} for memory (exit code ${State.ExitCode})`;
    if (State.Running) return null;
    return `${this.kind.name} exited with code ${State.ExitCode}`;
  }

  private async ready(): Promise<void> {
    await retryUntil(READY_MS, `${this.kind.name} to greet on its IMAP port`, () => this.look(), {
      pauseMs: 20,
      stillWorthIt: () => this.refuseIfGone(),
    });
  }

  private async look(): Promise<void> {
    const { State, NetworkSettings } = await this.docker.getContainer(this.id).inspect();
    const port = (inside: number) => {
      const found = NetworkSettings.Ports[`${inside}/tcp`]?.[0]?.HostPort;
      if (!found) throw new Error(`port ${inside} is not published`);
      return { host: this.wishes.reachAt, port: Number(found) };
    };
    this.imap = port(this.kind.imapPort);
    this.imaps = this.kind.imapsPort === null ? null : { ...port(this.kind.imapsPort), tls: this.tls };
    this.lmtp = port(this.kind.lmtpPort);
    this.target = { ...this.target, pid: State.Pid };
    await greeting(this.imap);
  }

  private async refuseIfGone(): Promise<void> {
    const why = await this.whyGone();
    if (why === null) return;
    await pause(50); // its last lines may still be under way
    throw new Failure(EXIT.unmeasured, {
      fact: `${this.kind.name} did not come up: ${why}`,
      cause: `its last log lines:\n    ${(await this.lastLines()).join('\n    ')}`,
      next: `try the image by hand: docker run ${this.wishes.image}`,
    });
  }
}

/** Docker's logs of a container without a terminal come in frames of an 8-byte header and its payload. */
export function textOf(raw: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length; ) {
    const length = raw.readUInt32BE(at + 4);
    parts.push(raw.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts).toString('utf8');
}
