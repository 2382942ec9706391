import { Failure, reasonOf } from '../config/failure';
import { userNamed } from '../containers/more-users';
import type { Claim } from '../difference/differences';
import type { FirstSeen } from '../meter/memory';
import type { Sample, ScenarioResult } from '../report/results';
import { layersOf } from '../scenario/layers';
import { verbOf } from '../scenario/measured';
import { unmet } from '../scenario/needs';
import type { Scenario } from '../scenario/scenario';
import { fewOf, gateSizesOf, ownerOf, type SeriesName, withNewBytes } from '../scenario/sizes';
import type { Bench } from './bench';
import { oneSize } from './one-size';
import type { Plan } from './plan';
import { wearHeap } from './wear-heap';
import { WrongAnswers } from './wrong-answers';

/** How a scenario is measured, beyond what the plan says. */
export interface How {
  readonly further?: Further;
  /** In a comparison: all sizes, and not every other one. */
  readonly allSizes?: boolean;
}

/** Server starts more that the open verdicts of a scenario ask for; asked when those there were have been measured. */
export type Further = (results: readonly ScenarioResult[]) => number;

/** One size of a scenario while it is measured. */
export interface Size {
  readonly scenario: Scenario;
  readonly series: SeriesName;
  /** Whose INBOX it is measured in. */
  readonly user: string | null;
  readonly samples: Sample[];
  /** Steady readings a start. */
  readonly steady: number;
  /** Executions between two readings, at most; without it, as many as one-size.ts wants. */
  readonly most?: number;
  /** What is known of it by now. */
  facts: ScenarioResult;
}

/**
 * Measures one scenario: on each of several fresh starts a first execution and steady ones, at each of its sizes, the smallest
 * first. One result a size; after an error those that are whole, and the error. Never throws.
 */
export function measure(bench: Bench, scenario: Scenario, how: How = {}): Promise<ScenarioResult[]> {
  return bench.atWork(() => onStarts(bench, scenario, how));
}

async function onStarts(
  bench: Bench,
  scenario: Scenario,
  { further = () => 0, allSizes = bench.plan.head === null }: How,
): Promise<ScenarioResult[]> {
  const wrong = new WrongAnswers(bench.plan, scenario.name);
  const sizes = sizesOf(bench, scenario, allSizes);
  let under = sizes[0] as Size;
  const measured = () =>
    sizes
      .filter(({ samples }) => samples.length > 0)
      .map(({ facts, samples }): ScenarioResult => {
        const status = { status: 'measured', reason: null } as const;
        return { ...facts, ...status, samples: [...samples], verdicts: wrong.verdicts() };
      });
  try {
    const { capabilities, stack } = await bench.ready();
    const missing = unmet(scenario.needs ?? [], capabilities);
    if (missing.length > 0) {
      const reason = `the server does not advertise ${missing.join(', ')}`;
      return [{ ...blank(scenario), status: 'skipped', reason }];
    }
    await bench.calibrate();
    let starts = bench.plan.starts;
    for (let start = 1; start <= starts; start += 1) {
      await bench.freshServer();
      if (bench.plan.gateSizes) await bench.starting(() => wearHeap(stack));
      const first: FirstSeen = new Map();
      for (const size of sizes) {
        under = size;
        await oneSize(bench, size, userNamed(stack, size.user), wrong, first);
      }
      if (start === starts) starts += further(measured());
    }
    return measured();
  } catch (error) {
    const { why, lines } = await bench.lastWords();
    await bench.discard().catch(() => undefined);
    const reason = reasonWith(why, error);
    const verdicts = wrong.excuses(reason) ? wrong.verdicts() : [];
    const samples = under.samples.splice(0);
    const failed = { ...under.facts, status: 'error' as const, reason, log: lines, samples, verdicts };
    return [...measured(), failed];
  }
}

/** Where a scenario is measured: the one mailbox of the run, or its sizes in the gate. */
function sizesOf({ plan }: Bench, scenario: Scenario, allSizes: boolean): Size[] {
  const size = (series: SeriesName, user: string | null, newBytes?: number): Size => {
    const measure = newBytes === undefined ? scenario.measure : withNewBytes(scenario.measure, newBytes);
    const scaled = { ...scenario, measure };
    const steady = isPeakAlone(suspectsOf(plan, scenario, series)) ? 0 : plan.steady;
    return { scenario: scaled, series, user, steady, samples: [], facts: { ...blank(scaled), series } };
  };
  if (!plan.gateSizes) return [size('mailbox', null)];
  const sizes = gateSizesOf(scenario).filter(
    ({ series }) => suspectsOf(plan, scenario, series)?.length !== 0,
  );
  const chosen = allSizes ? sizes : fewOf(sizes);
  return chosen.map(({ series, mailbox, newBytes }) => size(series, ownerOf(mailbox), newBytes));
}

/** What of a series is asked in the second stage of a comparison; null where all is. */
function suspectsOf({ head }: Plan, { name }: Scenario, series: SeriesName): readonly Claim[] | null {
  return head?.suspects?.claims.filter((one) => one.scenario === name && one.series === series) ?? null;
}

/** A peak is of the first execution: where nothing else is asked, no other is needed. */
function isPeakAlone(suspects: readonly Claim[] | null): boolean {
  return suspects?.every(({ metric }) => metric === 'peak') ?? false;
}

/** What is known of a scenario before it is measured. */
export function blank(scenario: Scenario): ScenarioResult {
  const { name, family, rfc, because, measure: measured, touches } = scenario;
  return {
    name,
    family,
    rfc,
    because,
    layer: layersOf(measured, touches).join(' + '),
    verb: verbOf(measured),
    command: typeof measured === 'string' ? measured : verbOf(measured),
    series: 'mailbox',
    variables: { N: 0, k: 0, B: 0, M: 0, U: 1 },
    status: 'error',
    reason: 'it was not measured',
    log: [],
    samples: [],
    verdicts: [],
  };
}

/** What is told of an error: first who has gone, if anybody has. */
export function reasonWith(why: string | null, error: unknown): string {
  return why === null ? said(error) : `${why}: ${said(error)}`;
}

function said(error: unknown): string {
  return error instanceof Failure ? `${error.fact} (${error.why})` : reasonOf(error);
}
