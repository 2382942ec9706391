import { clip } from '../escape';
import { bytes } from '../units';
import type { Replay } from './replay-schema';

/** Memory of a client is no sum over a day: it is what the server must have at once. */
export function peakText({ alone, commands }: Replay): string {
  const known = alone.flatMap(({ command, peakRssBytes, boundBytes }) =>
    peakRssBytes === null ? [] : [{ command, peakRssBytes, bound: boundBytes ?? 0 }],
  );
  const error = Math.max(0, ...known.map(({ bound }) => bound));
  const [first, ...others] = known
    .filter(({ peakRssBytes }) => peakRssBytes > error)
    .sort((a, b) => b.peakRssBytes - a.peakRssBytes)
    .map(({ command, peakRssBytes, bound }) => `${bytes(peakRssBytes, { bound })} (${clip(command, 80)})`);
  const how = `above a freshly started, warmed server; the ${alone.length} lines that raised RSS most in the replay were each run again on a fresh start for this`;
  const said =
    known.length === 0
      ? `No peak RSS is known: ${alone[0]?.why ?? 'no line raised the RSS of the server'}.`
      : first === undefined
        ? `Peak RSS of the day: no command of the log raises it by more than the kernel's error of ${bytes(error)} ${how}.`
        : `Peak RSS of the day: ${first}, the most that a single command of the log needs at once, ${how}${others.length === 0 ? '' : `. Next: ${others.join('; ')}`}.`;
  const without = commands.filter(
    ({ outcome, result }) => outcome === 'measured' && firstPeak(result) === null,
  );
  if (without.length === 0) return said;
  const names = [...new Set(without.map(({ name }) => name))].join(', ');
  const why = without[0]?.result.samples[0]?.sources.peakRssBytes ?? 'it was not taken';
  return `${said} No peak is known of ${without.length} lines (${names}): ${why}.`;
}

function firstPeak({ samples }: Replay['commands'][number]['result']): number | null {
  return samples.find(({ kind }) => kind === 'first')?.peakRssBytes ?? null;
}
