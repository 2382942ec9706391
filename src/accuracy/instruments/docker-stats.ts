import { performance } from 'node:perf_hooks';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { within } from '../../config/deadline';
import { lineReader } from '../../images/stream';
import type { Instrument } from './instrument';

const SAMPLE_MS = 10_000;

const statsSchema = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  memory_stats: z.object({ usage: z.number() }),
});

/** Docker's stats through dockerode, as a stream: about one sample a second, memory with the page cache in it. */
export const dockerStats: Instrument = {
  name: 'Docker stats (dockerode)',
  async watch({ wishes, target }) {
    const since = performance.now();
    const samples: { at: number; bytes: number; cpuMs: number }[] = [];
    let arrived: () => void = () => undefined;
    const container = wishes.engine.docker.getContainer(target.id);
    const stream = (await container.stats({ stream: true })) as unknown as Readable;
    const read = lineReader((line) => {
      const { cpu_stats, memory_stats } = statsSchema.parse(JSON.parse(line));
      const cpuMs = cpu_stats.cpu_usage.total_usage / 1e6;
      samples.push({ at: performance.now(), bytes: memory_stats.usage, cpuMs });
      arrived();
    });
    stream.on('data', (chunk: Buffer) => read(chunk.toString()));
    const another = () =>
      within(SAMPLE_MS, "a sample of Docker's stats", () => new Promise<void>((done) => (arrived = done)));
    await another();
    return {
      stop: async () => {
        await another();
        stream.destroy();
        const cpuMs = (samples.at(-1)?.cpuMs ?? 0) - (samples[0]?.cpuMs ?? 0);
        return { memory: samples, cpuMs, ownCpuMs: null, watchedMs: performance.now() - since };
      },
    };
  },
};
