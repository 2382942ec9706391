import { type Bench, measured } from './bench';
import type { Programme } from './doses';
import { type Found, note } from './found';
import { judgeBytes } from './judge';

export async function spikes(bench: Bench, programme: Programme, found: Found): Promise<void> {
  const { count, bytes, holdMs } = programme.spikes;
  for (let i = 0; i < count; i += 1) {
    const size = bytes[i % bytes.length] as number;
    const taken = await measured(bench, () => bench.load.spike(size, holdMs));
    note(found, taken);
    const { truth, figure, error } = judgeBytes(size, taken.cost.peakRssBytes);
    found.spikes.push({ truth, figure, error });
  }
}

export async function retainedDoses(bench: Bench, { retained }: Programme, found: Found): Promise<void> {
  for (const { do: what, bytes } of retained) {
    const taken = await measured(bench, () =>
      what === 'drop' ? bench.load.drop() : bench.load[what](bytes),
    );
    note(found, taken);
    const truth = what === 'drop' ? -bytes : bytes;
    found.doses.push({ kind: 'retained', ...judgeBytes(truth, taken.cost.retainedRssBytes), do: what });
  }
}

export async function childDoses(bench: Bench, { children }: Programme, found: Found): Promise<void> {
  for (const { fate, bytes } of children) {
    const taken = await measured(bench, () => bench.load.child(bytes, fate));
    note(found, taken);
    await bench.load.reap();
    const { peakRssBytes, sources, bounds } = taken.cost;
    const source = sources.peakRssBytes ?? '';
    const judged =
      fate === 'lives'
        ? judgeBytes(bytes + taken.said, peakRssBytes)
        : judgeBytes(bytes, peakRssBytes, bounds.peakRssBytes);
    // Null is an honest figure for a child that took its mark with it; one that leaves it out without a word is not.
    const said = fate === 'exits' && peakRssBytes === null && /exited/.test(source);
    found.doses.push({ kind: 'child', ...judged, outside: said ? false : judged.outside, fate, source });
  }
}
