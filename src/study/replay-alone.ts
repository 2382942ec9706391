import type { Replay, ReplayedCommand } from '../report/parts/replay-schema';
import type { Replayed } from './replay-adapt';
import type { Ground } from './replay-ground';
import { replayOne } from './replay-one';

/** The lines whose first execution raised RSS most, highest first. */
export function dearest(commands: readonly ReplayedCommand[], wanted: number): string[] {
  return commands
    .flatMap(({ line, result }) => {
      const peak = peakOf(result.samples);
      return peak?.peakRssBytes ? [{ line, bytes: peak.peakRssBytes }] : [];
    })
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, wanted)
    .map(({ line }) => line);
}

/**
 * The same lines, each on a freshly started, warmed server: in the replay an allocator keeps what the lines before have
 * taken, which hides what a line needs.
 */
export async function measuredAlone(ground: Ground, lines: readonly Replayed[]): Promise<Replay['alone']> {
  const taken: Replay['alone'] = [];
  for (const replayed of lines) {
    await ground.ready(true);
    await ground.bench.freshServer();
    const { result } = await replayOne(ground.bench, replayed);
    const peak = peakOf(result.samples);
    taken.push({
      command: result.command,
      peakRssBytes: peak?.peakRssBytes ?? null,
      boundBytes: peak?.bounds.peakRssBytes ?? null,
      why: peak?.peakRssBytes == null ? (peak?.sources.peakRssBytes ?? result.reason ?? 'no sample') : null,
    });
  }
  return taken;
}

function peakOf(samples: ReplayedCommand['result']['samples']) {
  return samples.find(({ kind }) => kind === 'first');
}
