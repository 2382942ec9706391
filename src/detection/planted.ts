import type { Judge } from '../budget/judge';
import { Random } from '../mailbox/random';
import { metricsOf, middle, pointsOf } from '../report/points';
import type { ScenarioResult } from '../report/schema';
import { judgeWith, numberOf } from './false-alarms';
import { type Dose, type Fault, MIB, WORTH_MS } from './faults';
import { type Fold, headerOf, isOfFold, PROFILED } from './held-out';
import { byHost } from './hosts';
import { entriesOf, type Pool, poolOf, type Series } from './pool';
import { CONDITIONS, type GateRecord } from './record';
import { drawnAgain, judgeInStages } from './staged';

/** How often one dose in one scenario was caught. */
export interface PlantedRow {
  readonly scenario: string;
  readonly metric: Dose['metric'];
  readonly dose: string;
  readonly strength: number | null;
  readonly isOrder: boolean;
  readonly fault: string;
  /** What it came to where the command costs most: a share of CPU time, bytes, requests; null where no figure could be taken. */
  readonly change: number | null;
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
  const trials = trialsOf(records, folds, scenario);
  if (trials.length === 0) return [];
  const all = ({ starts }: Series) => CONDITIONS.flatMap((condition) => starts[condition]);
  const profiles = new Map<Trial, Judge>();
  const caught = new Map<Dose, number>();
  for (let n = 0; n < tries; n += 1) {
    const trial = trials[n % trials.length] as Trial;
    const by = profiles.get(trial) ?? judgeWith(trial.fold, scenario, judge, PROFILED[2], new Set());
    profiles.set(trial, by);
    const random = new Random(seed, n, numberOf(fault.name), numberOf(scenario));
    // Its own header: where the host was slower than for the profile, that is no regression and must not be counted as one.
    const header = headerOf(random.pick(trial.planted));
    const { verdicts } = judgeInStages(trial.pool, header, by, drawnAgain(random, all));
    for (const dose of fault.doses) {
      const isSeen = verdicts.some(({ metric, outcome }) => metric === dose.metric && outcome === 'fail');
      caught.set(dose, (caught.get(dose) ?? 0) + (isSeen ? 1 : 0));
    }
  }
  const before = sizesIn([...new Set(trials.flatMap(({ fold }) => fold.held))], scenario);
  const after = sizesIn([...new Set(trials.flatMap(({ planted }) => planted))], scenario);
  const cpuMs = top(before, 'cpu');
  return fault.doses
    .filter(({ metric }) => isJudged(metric, scenario, judge))
    .map((dose) => {
      const change = changeOf(dose.metric, before, after);
      return {
        scenario,
        metric: dose.metric,
        dose: dose.text,
        strength: dose.strength,
        isOrder: dose.isOrder,
        fault: fault.name,
        change,
        tried: tries,
        caught: caught.get(dose) ?? 0,
        required: isRequired(dose, cpuMs ?? 0, change),
      };
    });
}

/** Gates with the fault, and a division of gates without it that were measured on the same host. */
interface Trial {
  readonly fold: Fold;
  readonly planted: readonly GateRecord[];
  readonly pool: Pool;
}

function trialsOf(records: readonly GateRecord[], folds: readonly Fold[], scenario: string): Trial[] {
  return byHost(records).flatMap((planted) => {
    const pool = poolOf(planted, scenario);
    if (pool.series.length === 0) return [];
    const mine = folds.filter((fold) => planted.every((record) => isOfFold(record, fold)));
    return mine.map((fold) => ({ fold, planted, pool }));
  });
}

/** Whether the gate has such a verdict of this scenario at all. */
function isJudged(metric: Dose['metric'], scenario: string, { specs, kind }: Judge): boolean {
  const spec = specs.find(({ name }) => name === scenario);
  if (spec === undefined) return false;
  const metrics = metricsOf(spec);
  return metric === 's3'
    ? kind.storageApis.includes('s3') && !metrics.includes('held')
    : metrics.includes(metric);
}

/** A fault inside a server has no dial: what it comes to is measured, and must be caught where it is as large as a dose must be. */
function isRequired({ metric, strength, isOrder }: Dose, cpuMs: number, change: number | null): boolean {
  if (isOrder) return true;
  if (metric === 'cpu' && cpuMs <= WORTH_MS) return false;
  // A tenth of what few sessions hold is less than any budget can tell.
  if (metric === 'held' && (change ?? 0) < MIB) return false;
  if (strength !== null) return strength >= 1;
  return (change ?? 0) >= (metric === 'cpu' ? 0.1 : metric === 's3' ? 1 : MIB);
}

function sizesIn(records: readonly GateRecord[], scenario: string): ScenarioResult[] {
  const pool = poolOf(records, scenario);
  return entriesOf(pool, ({ starts }) => CONDITIONS.flatMap((condition) => starts[condition]));
}

function changeOf(
  metric: Dose['metric'],
  before: readonly ScenarioResult[],
  after: readonly ScenarioResult[],
): number | null {
  const [from, to] = [top(before, metric), top(after, metric)];
  if (from === null || to === null) return null;
  return metric === 'cpu' ? to / from - 1 : to - from;
}

/** The median where it is largest: ms, bytes or requests. null where no start has a figure. */
function top(sizes: readonly ScenarioResult[], metric: Dose['metric']): number | null {
  const values =
    metric === 's3' ? sizes.map(requestsOf) : pointsOf(sizes, metric).map((point) => point.values);
  const medians = values.filter((each) => each.length > 0).map(middle);
  return medians.length === 0 ? null : Math.max(...medians);
}

function requestsOf({ samples }: ScenarioResult): number[] {
  return samples.flatMap(({ kind, requests }) =>
    kind === 'steady' && requests !== null
      ? Object.entries(requests).reduce((sum, [api, count]) => sum + (api.startsWith('s3:') ? count : 0), 0)
      : [],
  );
}
