import type { Burnt, Load } from '../containers/load';
import { median } from '../meter/median';
import { type Bench, measured, type Taken } from './bench';
import type { CpuDose } from './doses';
import { burntMs, judgeCpu, whyUnknown } from './judge';
import type { CpuResult } from './schema';

/** Often enough for a machine that others use now and then; a dose that stays disturbed is said to be unknown. */
const ATTEMPTS = 8;
const CALIBRATION_LOOPS = 20_000_000;
const CALIBRATION_TAKES = 5;
const ASKED_TAKES = 15;
const NEIGHBOUR_LOOPS = 100_000_000;
const NS = 1e6;

export type Asked = Map<number, number>;

/** ns a loop takes while both CPUs are otherwise idle: the median of several, for the clock rate moves. */
export async function calibrate(load: Load): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < CALIBRATION_TAKES; i += 1)
    taken.push((burntMs(await load.burn(CALIBRATION_LOOPS, 1)) * NS) / CALIBRATION_LOOPS);
  return median(taken);
}

/**
 * ms that a dose without loops costs, by the number of threads: the load takes it from its socket, wakes them, answers. By
 * the probe itself, like the figures: a fault that this would hide shows in `charged`.
 */
export async function asking(bench: Bench, threads: readonly number[]): Promise<Asked> {
  const asked: Asked = new Map();
  for (const each of new Set(threads)) {
    const taken: number[] = [];
    for (let i = 0; i < ASKED_TAKES; i += 1) {
      const { cost } = await measured(bench, () => bench.load.burn(0, each));
      if (cost.cpuMs !== null) taken.push(cost.cpuMs);
    }
    asked.set(each, median(taken));
  }
  return asked;
}

/** Burns a CPU dose until it is a known one, and judges what the probe made of it. */
export async function cpuDose(
  bench: Bench,
  { ms, threads, busy }: CpuDose,
  { loopNs, asked }: { readonly loopNs: number; readonly asked: Asked },
  notes: (taken: Taken<Burnt>) => void,
): Promise<CpuResult> {
  const loops = Math.round((ms * NS) / loopNs / threads);
  const askedMs = asked.get(threads) ?? 0;
  const setAside: CpuResult['setAside'] = [];
  for (;;) {
    const taken = await measured(bench, () => bench.load.burn(loops, threads));
    notes(taken);
    const { said: burnt, cost } = taken;
    const because = whyUnknown(burnt);
    if (because !== null && setAside.length + 1 < ATTEMPTS) {
      setAside.push({ because, truth: burntMs(burnt) + askedMs, figure: cost.cpuMs });
      continue;
    }
    const less = (truth: number) => (cost.cpuMs === null ? null : cost.cpuMs - truth);
    const judged = judgeCpu(burnt, askedMs, cost.cpuMs);
    const idleMs = (loops * threads * loopNs) / NS + askedMs;
    return {
      kind: 'cpu',
      ...judged,
      outside: because === null && judged.outside,
      loops: loops * threads,
      threads,
      busy: busy && bench.neighbour !== null,
      idleMs,
      idleError: less(idleMs),
      clockMs: burnt.clockMs + askedMs,
      clockError: less(burnt.clockMs + askedMs),
      askedMs,
      setAside,
      unknown: because,
    };
  }
}

/** Keeps the other CPU busy while `work` is done. */
export async function beside<T>(neighbour: Load | null, busy: boolean, work: () => Promise<T>): Promise<T> {
  if (!busy || !neighbour) return work();
  let over = false;
  const burning = (async () => {
    while (!over) await neighbour.burn(NEIGHBOUR_LOOPS, 1);
  })();
  try {
    return await work();
  } finally {
    over = true;
    await burning;
  }
}
