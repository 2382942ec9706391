import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type Bench, measured } from './bench';
import type { Programme } from './doses';
import { dockerStats } from './instruments/docker-stats';
import { type Instrument, Missing, type Notes } from './instruments/instrument';
import { pidusage } from './instruments/pidusage';
import { psrecord } from './instruments/psrecord';
import { burntMs } from './judge';
import type { InstrumentRow } from './schema';

/** Between two spikes at least, so that a sampler at 0.1 s has a low sample between two high ones. */
const APART_MS = 220;
const SPREAD_MS = 100;
const GOLDEN = 0.618;
const HELD_MS = { ms15: 15, ms1: 1 } as const;

/** The same spikes and the same burn before every instrument, one after the other: together they would disturb each other. */
export async function sideBySide(
  bench: Bench,
  stage: Programme['stage'],
  loopNs: number,
  say: (line: string) => void,
): Promise<InstrumentRow[]> {
  const loops = Math.round((stage.burnMs * 1e6) / loopNs);
  const rows = [await probeRow(bench, stage, loops)];
  for (const instrument of [dockerStats, pidusage, psrecord(null, say), psrecord(0.1, say)]) {
    say(`  ${instrument.name}`);
    rows.push(await samplerRow(bench, stage, loops, instrument));
  }
  return rows;
}

async function probeRow(bench: Bench, stage: Programme['stage'], loops: number): Promise<InstrumentRow> {
  const [own, since] = [await bench.agent.cpuMs(), performance.now()];
  const seen = { ms15: 0, ms1: 0 };
  for (const kind of ['ms15', 'ms1'] as const) {
    for (let i = 0; i < stage.spikes; i += 1) {
      const { cost } = await measured(bench, () => bench.load.spike(stage.bytes, HELD_MS[kind]));
      if ((cost.peakRssBytes ?? 0) >= stage.bytes / 2) seen[kind] += 1;
      await pause(apart(i));
    }
  }
  const { said, cost } = await measured(bench, () => bench.load.burn(loops, 1));
  const took = (await bench.agent.cpuMs()) - own;
  return {
    name: 'aerometer',
    missing: null,
    seen: { ...seen, of: stage.spikes },
    cpuErrorPercent: cost.cpuMs === null ? null : percentOff(cost.cpuMs, burntMs(said)),
    samplesPerSecond: null,
    percentOfCore: (took / (performance.now() - since)) * 100,
  };
}

async function samplerRow(
  bench: Bench,
  stage: Programme['stage'],
  loops: number,
  instrument: Instrument,
): Promise<InstrumentRow> {
  const { name } = instrument;
  try {
    const burning = await instrument.watch(bench, stage.burnMs);
    const truth = burntMs(await bench.load.burn(loops, 1));
    const burn = await burning.stop();
    const all = [burn];
    const seen = { ms15: 0, ms1: 0 };
    for (const kind of ['ms15', 'ms1'] as const) {
      const watching = await instrument.watch(bench, stage.spikes * (APART_MS + SPREAD_MS));
      for (let i = 0; i < stage.spikes; i += 1) {
        await pause(apart(i));
        await bench.load.spike(stage.bytes, HELD_MS[kind]);
      }
      await pause(APART_MS);
      const notes = await watching.stop();
      seen[kind] = excursions(notes.memory, stage.bytes / 2);
      all.push(notes);
    }
    return {
      name,
      missing: null,
      seen: { ...seen, of: stage.spikes },
      cpuErrorPercent: burn.cpuMs === null ? null : percentOff(burn.cpuMs, truth),
      samplesPerSecond: (sum(all, ({ memory }) => memory.length) / sum(all, watched)) * 1000,
      percentOfCore: all.some(({ ownCpuMs }) => ownCpuMs === null)
        ? null
        : (sum(all, ({ ownCpuMs }) => ownCpuMs ?? 0) / sum(all, watched)) * 100,
    };
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    const nothing = { seen: null, cpuErrorPercent: null, samplesPerSecond: null, percentOfCore: null };
    return { name, missing: error.message, ...nothing };
  }
}

/** Never the same twice: an equal rhythm would meet a sampler's own at every spike, or at none. */
function apart(i: number): number {
  return APART_MS + SPREAD_MS * ((i * GOLDEN) % 1);
}

/** How many times memory stood `height` above its lowest: samples in a row are one time, unless they are far apart. */
export function excursions(memory: Notes['memory'], height: number): number {
  const low = memory.reduce((least, { bytes }) => Math.min(least, bytes), Number.POSITIVE_INFINITY);
  const high = memory.map(({ bytes }) => bytes - low >= height);
  return memory.filter(({ at }, i) => {
    const before = memory[i - 1];
    return high[i] && !(i > 0 && high[i - 1] && before && at - before.at < APART_MS);
  }).length;
}

function percentOff(figure: number, truth: number): number {
  return ((figure - truth) / truth) * 100;
}

const watched = ({ watchedMs }: Notes): number => watchedMs;

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
