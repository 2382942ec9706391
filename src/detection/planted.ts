import type { Judge } from '../budget/judge';
import { middle, pointsOf } from '../budget/points';
import { Random } from '../mailbox/random';
import type { Results } from '../report/schema';
import { headerFor, judgeWith, numberOf } from './false-alarms';
import { type Dose, type Fault, WORTH_MS } from './faults';
import { type Fold, PROFILED } from './held-out';
import { poolOf, type Series } from './pool';
import { CONDITIONS, type GateRecord } from './record';
import { drawnFrom, judgeInStages } from './staged';

/** How often one dose in one scenario was caught. */
export interface PlantedRow {
  readonly scenario: string;
  readonly metric: Dose['metric'];
  readonly dose: string;
  readonly strength: number | null;
  readonly isOrder: boolean;
  readonly fault: string;
  readonly tried: number;
  readonly caught: number;
  /** Whether the targets ask for it here: +10 % CPU only of commands that cost enough, for one. */
  readonly required: boolean;
}

export interface Tries {
  readonly tries: number;
  readonly seed: number;
}

/**
 * A fault in one scenario, so many times: server starts recorded with it, judged in stages by profiles of gates that have none. Caught
 * is what turns the gate red by the metric that the dose moves.
 */
export function plantedIn(
  records: readonly GateRecord[],
  fault: Fault,
  folds: readonly Fold[],
  scenario: string,
  judge: Judge,
  { tries, seed }: Tries,
): PlantedRow[] {
  const pool = poolOf(records, scenario);
  if (pool.series.length === 0) return [];
  const all = ({ starts }: Series) => CONDITIONS.flatMap((condition) => starts[condition]);
  const profiles = new Map<number, Judge>();
  const caught = new Map<Dose, number>();
  for (let n = 0; n < tries; n += 1) {
    const at = n % folds.length;
    const fold = folds[at];
    if (fold === undefined)
      throw new RangeError('planted faults are judged by gates held out, and there are none');
    const by = profiles.get(at) ?? judgeWith(fold, scenario, judge, PROFILED[2], new Set());
    profiles.set(at, by);
    // The header is of a gate without the fault: a regression comes with the next build, which is to be judged like the last.
    const condition = fold.others[0]?.condition ?? CONDITIONS[0];
    const header = headerFor(fold.others, condition, new Random(seed, n));
    const random = new Random(seed, n, numberOf(fault.name), numberOf(scenario));
    const { verdicts } = judgeInStages(pool, header, by, drawnFrom(random, all));
    for (const dose of fault.doses) {
      const isSeen = verdicts.some(({ metric, outcome }) => metric === dose.metric && outcome === 'fail');
      caught.set(dose, (caught.get(dose) ?? 0) + (isSeen ? 1 : 0));
    }
  }
  const cpuMs = cpuOf(
    folds.flatMap(({ held }) => held).map(({ results }) => results),
    scenario,
  );
  return fault.doses
    .filter(({ metric }) => metric !== 's3' || judge.kind.storageApis.includes('s3'))
    .map((dose) => ({
      scenario,
      metric: dose.metric,
      dose: dose.text,
      strength: dose.strength,
      isOrder: dose.isOrder,
      fault: fault.name,
      tried: tries,
      caught: caught.get(dose) ?? 0,
      required: isRequired(dose, cpuMs),
    }));
}

function isRequired({ metric, strength }: Dose, cpuMs: number): boolean {
  if (strength !== null && strength < 1) return false;
  return metric !== 'cpu' || strength === null || cpuMs > WORTH_MS;
}

/** CPU time at the size where the command costs most, without any fault; ms. */
function cpuOf(runs: readonly Results[], scenario: string): number {
  const sizes = runs.flatMap(({ scenarios }) =>
    scenarios.filter(({ name, status }) => name === scenario && status === 'measured'),
  );
  return Math.max(0, ...pointsOf(sizes, 'cpu').map(({ values }) => middle(values)));
}
