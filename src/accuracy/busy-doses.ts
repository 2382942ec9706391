import { type Bench, measured } from './bench';
import { asking, beside, calibrate, cpuDose } from './burns';
import type { Programme } from './doses';
import { type Found, note } from './found';
import { judgeBytes } from './judge';

// Doses that are given twice: while the other CPU rests, and while it is busy.

export async function cpuDoses(bench: Bench, { cpu }: Programme, found: Found): Promise<void> {
  const loopNs = await calibrate(bench.load);
  found.calibrations.push(loopNs);
  const asked = await asking(
    bench,
    cpu.map(({ threads }) => threads),
  );
  for (const block of blocksOf(cpu)) {
    await beside(bench.neighbour, block.busy, async () => {
      for (const dose of block.doses)
        found.doses.push(await cpuDose(bench, dose, { loopNs, asked }, (taken) => note(found, taken)));
    });
    found.calibrations.push(await calibrate(bench.load));
  }
}

export async function peakDoses(bench: Bench, { peak }: Programme, found: Found): Promise<void> {
  for (const { busy, doses } of blocksOf(peak)) {
    await beside(bench.neighbour, busy, async () => {
      for (const { bytes, holdMs } of doses) {
        const taken = await measured(bench, () => bench.load.spike(bytes, holdMs));
        note(found, taken);
        found.doses.push({
          kind: 'peak',
          ...judgeBytes(bytes, taken.cost.peakRssBytes),
          holdMs,
          busy: busy && bench.neighbour !== null,
        });
      }
    });
  }
}

/** Doses in a row that want the same of the other CPU. */
function blocksOf<T extends { readonly busy: boolean }>(
  doses: readonly T[],
): { busy: boolean; doses: T[] }[] {
  const blocks: { busy: boolean; doses: T[] }[] = [];
  for (const dose of doses) {
    const last = blocks.at(-1);
    if (last?.busy === dose.busy) last.doses.push(dose);
    else blocks.push({ busy: dose.busy, doses: [dose] });
  }
  return blocks;
}
