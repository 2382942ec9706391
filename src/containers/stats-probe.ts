import { performance } from 'node:perf_hooks';
import type Docker from 'dockerode';
import { z } from 'zod';
import { requestCounters } from '../agent/garage-metrics';
import type { Reading, Target } from '../agent/protocol';
import { settle } from '../agent/settle';
import { EXIT, Failure } from '../config/failure';
import type { Agent } from './agent';
import type { Probe } from './probe';

/** The part of GET /containers/ID/stats that is used (Docker Engine API 1.41). `rss` is cgroup v1's name, `anon` v2's. */
const statsSchema = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number().positive() }) }),
  memory_stats: z.object({
    stats: z.object({ rss: z.number().optional(), anon: z.number().optional() }).optional(),
  }),
});
type Stats = z.infer<typeof statsSchema>;

/**
 * Where the agent may not see the host's processes (rootless engines, user namespaces), Docker's own stats still give
 * exact CPU totals, and Garage its counters. A peak cannot be had that way: memory figures are null and say why.
 */
export class StatsProbe implements Probe {
  constructor(
    private readonly docker: Docker,
    private readonly agent: Agent,
    /** Why there is nothing better. */
    private readonly because: string,
  ) {}

  async read(target: Target, _moment: 'before' | 'after', metricsUrl: string | null): Promise<Reading> {
    const { found: requests, ...rested } = await settle(
      async () => cpuMsOf(await this.stats(target)),
      async () => (metricsUrl ? requestCounters(await this.metrics(metricsUrl)) : null),
      null,
    );
    const stats = await this.stats(target);
    const { rss, anon } = stats.memory_stats.stats ?? {};
    return {
      main: await this.main(target),
      cpuMs: cpuMsOf(stats),
      processes: null,
      anonBytes: anon ?? rss ?? null,
      storageBytes: null,
      clientBytes: null,
      requests,
      ...rested,
      oomKills: null,
      sources: {
        cpuMs: "Docker's stats API, cpu_usage.total_usage",
        peakRssBytes: this.because,
        startRssBytes: this.because,
        retainedRssBytes: this.because,
        anonBytes:
          anon === undefined
            ? "Docker's stats API, rss of cgroup v1 (anonymous memory and swap cache)"
            : "Docker's stats API, anon of cgroup v2",
        storageBytes: this.because,
        requests: 'Garage /metrics',
      },
      at: performance.now(),
    };
  }

  /** One sample at once: without `one-shot` the engine waits for a second one. */
  private async stats({ id }: Target): Promise<Stats> {
    const answer: unknown = await this.docker.getContainer(id).stats({ stream: false, 'one-shot': true });
    const parsed = statsSchema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new Failure(EXIT.unmeasured, {
      fact: `Docker's stats of the container ${id.slice(0, 12)} hold no CPU time`,
      cause: z.prettifyError(parsed.error),
      next: 'see whether it still runs (docker ps -a); a stopped container has no stats',
    });
  }

  private async main({ id }: Target): Promise<string> {
    const { State } = await this.docker.getContainer(id).inspect();
    return `${State.Pid}, started at ${State.StartedAt}`;
  }

  private async metrics(url: string): Promise<string> {
    const { status, body } = await this.agent.http('GET', url);
    if (status !== 200) throw new Error(`${url} answered ${status}`);
    return body;
  }
}

function cpuMsOf(stats: Stats): number {
  return stats.cpu_stats.cpu_usage.total_usage / 1e6;
}
