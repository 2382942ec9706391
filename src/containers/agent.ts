import { join } from 'node:path';
import type Docker from 'dockerode';
import type { Reading, Request, Target, Tick, TreeDigest } from '../agent/protocol';
import { within } from '../config/deadline';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { ROOT } from '../config/root';
import { type Attached, attach } from '../engine/attached';
import { Dialogue } from './dialogue';
import type { Probe } from './probe';
import { TunedContainer } from './tuned';

const START_MS = 30_000;
/** Known to the API since 1.41, not yet to dockerode's types. */
const HOST_CGROUPS: object = { CgroupnsMode: 'host' };
const SIGHT: object = { PidMode: 'host', ...HOST_CGROUPS, CapAdd: ['SYS_PTRACE'] };
const CGROUPS = '/sys/fs/cgroup:/sys/fs/cgroup:ro';
const ANSWER_MS = 60_000;
/** Else V8 collects garbage whenever the agent is idle, which is when the command runs. */
const STILL = '--no-memory-reducer';

export interface AgentWishes {
  readonly image: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly network: string;
  /** `volume:/path` or `volume:/path:ro`. */
  readonly binds: readonly string[];
}

/**
 * The one container that sees the others: it reads the cgroup and /proc of the measured server from outside, asks
 * Garage for its counters, and copies volumes. It needs no privilege and no port: `pid: host`, the host's cgroup
 * namespace, /sys/fs/cgroup read-only, SYS_PTRACE for smaps_rollup of processes that changed user. Where the engine
 * refuses even these, it starts without them: it still copies volumes and asks Garage.
 */
export class Agent implements Probe {
  private constructor(
    private readonly dialogue: Dialogue,
    /** Why the engine let it see nothing of the others, or null. */
    private readonly refused: string | null,
  ) {}

  static async start(docker: Docker, wishes: AgentWishes): Promise<Agent> {
    try {
      return await Agent.launch(docker, wishes, null);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await docker
        .getContainer(wishes.name)
        .remove({ force: true })
        .catch(() => undefined);
      return Agent.launch(docker, wishes, reasonOf(error));
    }
  }

  private static async launch(docker: Docker, wishes: AgentWishes, refused: string | null): Promise<Agent> {
    let stream: Attached | undefined;
    const container = new TunedContainer(wishes.image, {
      host: refused === null ? { ...SIGHT, Binds: [CGROUPS, ...wishes.binds] } : { Binds: [...wishes.binds] },
      create: { OpenStdin: true, StdinOnce: true, AttachStdin: true, Entrypoint: ['node'] },
      beforeStart: async (id) => {
        stream = await attach(docker, id);
      },
    })
      .withName(wishes.name)
      .withLabels(wishes.labels)
      .withNetworkMode(wishes.network)
      .withCommand([STILL, '/agent/main.js'])
      .withCopyDirectoriesToContainer([{ source: join(ROOT, 'dist/src/agent'), target: '/agent' }])
      .withStartupTimeout(START_MS);
    const started = await container.start();
    if (!stream) throw new Error('the agent was started without being attached');
    const dialogue = new Dialogue(stream, () => whyEnded(docker, started.getId()));
    const agent = new Agent(dialogue, refused);
    await agent.ask({ op: 'hello' }, START_MS);
    return agent;
  }

  read(
    target: Target,
    moment: 'before' | 'after',
    metricsUrl: string | null,
    rested?: Reading | null,
  ): Promise<Reading> {
    const stood = rested?.settled ? { cpuMs: rested.cpuMs, at: rested.at } : null;
    return this.ask({ op: 'read', target, moment, metricsUrl, rested: stood }, ANSWER_MS) as Promise<Reading>;
  }

  /** Why it can read nothing of a container, or null when it can. */
  async whyBlind(target: Target): Promise<string | null> {
    return this.refused ?? ((await this.ask({ op: 'look', target }, ANSWER_MS)) as string | null);
  }

  /** Why PSS and anonymous memory of processes that change user will be missing, or null where they will not. */
  whyNoDetail(): Promise<string | null> {
    return this.ask({ op: 'detail' }, ANSWER_MS) as Promise<string | null>;
  }

  /** CPU time that the agent has taken itself, ms. */
  async cpuMs(): Promise<number> {
    return ((await this.ask({ op: 'hello' }, ANSWER_MS)) as { cpuMs: number }).cpuMs;
  }

  /** Notes CPU and RSS every `everyMs`; answers its clock, in ms, as of now. */
  async watch(target: Target, everyMs: number): Promise<number> {
    return ((await this.ask({ op: 'watch', target, everyMs }, ANSWER_MS)) as { at: number }).at;
  }

  unwatch(): Promise<Tick[]> {
    return this.ask({ op: 'unwatch' }, ANSWER_MS) as Promise<Tick[]>;
  }

  reaches(host: string, port: number): Promise<boolean> {
    return this.ask({ op: 'tcp', host, port }, ANSWER_MS) as Promise<boolean>;
  }

  async http(
    method: string,
    url: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<{ status: number; body: string }> {
    return (await this.ask({ op: 'http', method, url, headers, body }, ANSWER_MS)) as {
      status: number;
      body: string;
    };
  }

  async copy(from: string, to: string): Promise<void> {
    await this.ask({ op: 'copy', from, to }, 10 * ANSWER_MS);
  }

  async empty(path: string): Promise<void> {
    await this.ask({ op: 'empty', path }, ANSWER_MS);
  }

  digest(path: string): Promise<TreeDigest> {
    return this.ask({ op: 'digest', path }, 10 * ANSWER_MS) as Promise<TreeDigest>;
  }

  async write(path: string, text: string, owner?: number): Promise<void> {
    await this.ask({ op: 'write', path, text, mode: 0o644, owner }, ANSWER_MS);
  }

  cat(path: string): Promise<string> {
    return this.ask({ op: 'cat', path }, ANSWER_MS) as Promise<string>;
  }

  close(): void {
    this.dialogue.close();
  }

  private ask(request: Request, ms: number): Promise<unknown> {
    return within(ms, `the agent container to answer "${request.op}"`, async () => {
      const reply = await this.dialogue.ask(request);
      if (reply.ok) return reply.value;
      throw refused(request.op, reply.error);
    });
  }
}

/** What became of the container, as the engine knows it. */
async function whyEnded(docker: Docker, id: string): Promise<string> {
  const { State } = await within(ANSWER_MS, 'the engine to say what became of the agent container', () =>
    docker.getContainer(id).inspect(),
  );
  if (State.Running) return 'it runs, but the engine dropped its stream';
  return `it ${State.OOMKilled ? 'was killed for memory' : 'ended'} with exit code ${State.ExitCode}`;
}

/** An answer of the engine itself (it has a status code), not a broken connection or a time-out. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && typeof Reflect.get(error, 'statusCode') === 'number';
}

function refused(op: Request['op'], error: string): Failure {
  const fact = `The agent container could not do "${op}"`;
  if (/ENOSPC|No space left on device/.test(error)) {
    const next =
      "make room on the engine's disk (docker system prune; npx aerometer clean), then run this again";
    return new Failure(EXIT.machine, { fact, cause: `the engine's disk is full: ${error}`, next });
  }
  const next = 'see ARCHITECTURE.md, "The agent"; `aerometer doctor` shows what the engine allows';
  return new Failure(EXIT.unmeasured, { fact, cause: error, next });
}
