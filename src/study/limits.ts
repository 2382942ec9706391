import { EXIT, Failure } from '../config/failure';
import { readJournal } from '../report/journal';
import { LIMITS, type Limits } from '../report/parts/limits';
import type { ScenarioResult } from '../report/results';
import { Bench, tell } from '../run/bench';
import { measureAny } from '../run/sessions';
import type { Scenario } from '../scenario/scenario';
import { bisect } from './bisection';
import { type Failed, failures } from './limits-again';
import type { Measured } from './studied';

export interface LimitsWanted {
  /** Scenarios with the highest peaks that the bisection is done with. */
  readonly highest: number;
  /** Limits tried with them at most. */
  readonly steps: number;
  /** Rounds over what still fails under the limit found, each with a quarter more. */
  readonly rounds: number;
}

const MIB = 2 ** 20;
/** The largest limit tried: so many times what the server held at its highest. */
const AMPLE = 2;
const MORE = 1.25;

/** How often a scenario is measured under a limit. */
interface Repeats {
  readonly starts: number;
  readonly steady: number;
}

/** A heap that is collected late may pass a limit once and not the next time: each is executed more than once. */
const STEADY = 2;
/** Server starts of those with the highest peaks under the limit that was found; the others have one. */
const SURE_STARTS = 3;

/** The smallest memory limit under which every scenario survives, on the mailbox of this part. */
export function limits(scenarios: readonly Scenario[]): Measured<Limits, LimitsWanted> {
  return {
    part: LIMITS,
    measure: async (bench, { highest: most, steps, rounds }) => {
      const { plan } = bench;
      const under = (bytes: number | null, { starts, steady }: Repeats) =>
        new Bench({ ...plan, stack: { ...plan.stack, memory: bytes }, starts, steady, gateSizes: false });
      const once = { starts: 1, steady: STEADY };
      const known = await baseline(plan.directory, scenarios, under(null, { starts: 1, steady: 0 }));
      const fit = scenarios.filter(({ name }) => known.peaks.has(name));
      const highest = [...known.peaks]
        .sort(([, a], [, b]) => b - a)
        .slice(0, most)
        .map(([scenario, peakRssBytes]) => ({ scenario, peakRssBytes }));
      const costly = fit.filter(({ name }) => highest.some(({ scenario }) => scenario === name));
      const firstFailed = new Map<number, Failed | null>();
      const again: Failed[] = [];
      const ample = Math.ceil((AMPLE * (known.startRssBytes + (highest[0]?.peakRssBytes ?? 0))) / MIB);
      const span = { fails: Math.max(6, Math.floor(known.startRssBytes / 2 / MIB)), survives: ample, steps };
      const bisected = await bisect(span, async (limit) => {
        const [failed = null] = await run(under(limit * MIB, once), costly, again, 1);
        firstFailed.set(limit, failed);
        const outcome = failed === null ? 'survive' : `do not: ${failed.scenario}`;
        tell({ event: 'note', text: `Under ${limit} MiB the ${costly.length} highest ${outcome}` });
        return failed === null;
      });
      const tries = async (limit: number, left: readonly Scenario[]) => [
        ...(await run(
          under(limit * MIB, { starts: SURE_STARTS, steady: STEADY }),
          left.filter((one) => costly.includes(one)),
          again,
        )),
        ...(await run(
          under(limit * MIB, once),
          left.filter((one) => !costly.includes(one)),
          again,
        )),
      ];
      const all = bisected.found === null ? [] : await confirm(bisected.found, fit, rounds, tries);
      const last = all.at(-1);
      return {
        startRssBytes: known.startRssBytes,
        highest,
        leftOut: known.leftOut,
        steps: bisected.steps.map(({ limit }) => ({
          limitBytes: limit * MIB,
          failed: firstFailed.get(limit) ?? null,
        })),
        rounds: all,
        again,
        repeats: { steady: STEADY, starts: SURE_STARTS },
        foundBytes: last?.failed.length === 0 ? last.limitBytes : null,
      };
    },
  };
}

/** All scenarios under the limit; those that fail again under more. */
async function confirm(
  found: number,
  fit: readonly Scenario[],
  rounds: number,
  tries: (limit: number, left: readonly Scenario[]) => Promise<Failed[]>,
): Promise<Limits['rounds']> {
  const taken: Limits['rounds'] = [];
  let left = fit;
  for (let limit = found; taken.length < rounds && left.length > 0; limit = Math.ceil(limit * MORE)) {
    const failed = await tries(limit, left);
    taken.push({ limitBytes: limit * MIB, scenarios: left.length, failed });
    left = left.filter(({ name }) => failed.some(({ scenario }) => scenario === name));
  }
  return taken;
}

/** Scenarios that fail on this bench, at most so many of them (src/study/limits-again.ts). */
async function run(
  bench: Bench,
  scenarios: readonly Scenario[],
  again: Failed[],
  most?: number,
): Promise<Failed[]> {
  try {
    return await failures(
      scenarios,
      async (scenario) => {
        const bad = (await measureAny(bench, scenario)).find(({ status }) => status === 'error');
        return bad === undefined ? null : { scenario: scenario.name, reason: bad.reason ?? 'unknown' };
      },
      again,
      most,
    );
  } finally {
    await bench.discard();
  }
}

interface Baseline {
  readonly startRssBytes: number;
  /** By scenario; of those that can be measured at all. */
  readonly peaks: ReadonlyMap<string, number>;
  readonly leftOut: Failed[];
}

/** What the run's families found without a limit; where the part is measured alone, found now. */
async function baseline(directory: string, scenarios: readonly Scenario[], bench: Bench): Promise<Baseline> {
  const entries = readJournal(directory).entries.filter(
    ({ series }) => series === 'mailbox' || series === 'sessions',
  );
  const taken = entries.length > 0 ? entries : await measuredNow(bench, scenarios);
  const wrong = taken.filter(({ status }) => status === 'error');
  const leftOut = wrong.map(({ name, reason }) => ({ scenario: name, reason: reason ?? 'unknown' }));
  const peaks = new Map<string, number>();
  const bad = new Set(leftOut.map(({ scenario }) => scenario));
  for (const { name, samples } of taken.filter((one) => one.status === 'measured' && !bad.has(one.name)))
    peaks.set(name, Math.max(peaks.get(name) ?? 0, ...samples.map(peakOf)));
  const starts = taken.flatMap(({ samples }) => samples.flatMap(({ startRssBytes }) => startRssBytes ?? []));
  if (peaks.size === 0 || starts.length === 0)
    throw new Failure(EXIT.unmeasured, {
      fact: 'No memory limit can be looked for',
      cause: 'no scenario has a peak without a limit: the probe of this run sees none, or all failed',
      next: 'see the errors and the limits of the host in the report',
    });
  return { startRssBytes: Math.min(...starts), peaks, leftOut };
}

/** What many sessions hold stays, and is no peak of a command. */
function peakOf({ peakRssBytes, retainedRssBytes }: ScenarioResult['samples'][number]): number {
  return Math.max(peakRssBytes ?? 0, retainedRssBytes ?? 0);
}

async function measuredNow(bench: Bench, scenarios: readonly Scenario[]): Promise<ScenarioResult[]> {
  const taken: ScenarioResult[] = [];
  try {
    for (const scenario of scenarios) taken.push(...(await measureAny(bench, scenario)));
    return taken;
  } finally {
    await bench.discard();
  }
}
