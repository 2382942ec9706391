import type { ServerKind } from '../containers/server';
import { bySize, type Metric, metricsOf, type Point, pointsOf } from '../report/points';
import { type Results, type ScenarioResult, seriesKeyOf, type Verdict } from '../report/schema';
import { lawsOf } from '../scenario/laws';
import { sessionsOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';
import { changedHost, slowness, unfitHost, unsteadyHost, whyNoBudgets } from './fitness';
import type { Exception, Profile } from './profile';
import { unused } from './profile-gaps';
import { reproduceLine } from './reproduce';
import { brokenOff, type Few, unsized } from './unsized';
import { budgetVerdict, type CostOrder, growthVerdict } from './verdict-costs';
import { countVerdicts } from './verdict-counts';

/** What verdicts are made from, besides the saved samples. */
export interface Judge {
  readonly specs: readonly Scenario[];
  readonly kind: Pick<ServerKind, 'storageApis' | 'background'>;
  readonly profile: Profile;
}

export interface Judged {
  readonly results: Results;
  /** What was shown and not judged, exceptions nobody needed any more, costs whose profile can be tightened. */
  readonly notes: readonly string[];
}

/** Verdicts on storage requests alone: what a run at one size, without a profile, can be judged by. */
export function judgeRequests(results: Results, judge: Judge): Judged {
  const needed = new Set<Exception>();
  const scenarios = results.scenarios.map((result) =>
    withVerdicts(result, ['s3', 'k2v'], requestVerdicts(results, result, judge, needed)),
  );
  return { results: { ...results, scenarios }, notes: [] };
}

/**
 * All verdicts: requests at each size; growth, and budgets where the profile is of this image, at the largest size of a series.
 * `few`: what becomes of series that have too few sizes for growth.
 */
export function judgeAll(results: Results, judge: Judge, few: Few = 'said'): Judged {
  const needed = new Set<Exception>();
  const notes: string[] = [];
  const unjudged = whyNoBudgets(results, judge.profile);
  const unsteady = unsteadyHost(results);
  const unfit = unfitHost(results) ?? changedHost(results, judge.profile);
  const broken = brokenOff(results);
  const isUnsized = unsized(results, few);
  const scenarios = results.scenarios.map((result): ScenarioResult => {
    const requests = requestVerdicts(results, result, judge, needed);
    const spec = judge.specs.find(({ name }) => name === result.name);
    const series = seriesOf(results, result);
    if (spec === undefined || series.at(-1) !== result || broken.has(result.name) || isUnsized(result))
      return withVerdicts(result, null, requests);
    const made = metricsOf(spec).flatMap((metric): Verdict[] => {
      const points = pointsOf(series, metric);
      const missing = whyMissing(points, series, metric);
      if (missing !== null) {
        notes.push(`${result.name}: ${metric} is not judged: ${missing}`);
        return [];
      }
      const order: CostOrder = {
        name: result.name,
        series: result.series,
        metric,
        points,
        laws: lawsOf(spec),
        profile: judge.profile,
        isProfiled: unjudged.all === null && !(metric === 'cpu' && unjudged.cpu !== null),
        reproduce: reproduceLine(results, result),
        scale: metric === 'cpu' ? slowness(results, judge.profile) : 1,
        unfit: metric === 'cpu' ? unsteady : null,
        needed,
      };
      const growth =
        metric === 'kept' ? [] : judged(growthVerdict(order), `${result.name}: ${metric}`, notes);
      if (!order.isProfiled) return growth;
      const budget = budgetVerdict({ ...order, unfit: metric === 'cpu' ? unfit : null });
      if (budget?.better)
        notes.push(`${result.name}: ${metric} got better; --update would tighten the profile`);
      return budget === null ? growth : [...growth, budget.verdict];
    });
    return withVerdicts(result, null, [...requests, ...made]);
  });
  const whole = { ...results, scenarios };
  const why = [unjudged.all ?? unjudged.cpu].filter((text) => text !== null);
  return { results: whole, notes: [...why, ...notes, ...unused(whole, judge.profile, needed)] };
}

/** A verdict, or none and a note that says why. */
function judged(verdict: ReturnType<typeof growthVerdict>, what: string, notes: string[]): Verdict[] {
  if (!('unjudged' in verdict)) return [verdict];
  notes.push(`${what} is not judged: ${verdict.unjudged}`);
  return [];
}

/** The measured sizes of a result's series, smallest first. */
function seriesOf({ scenarios }: Results, result: ScenarioResult): ScenarioResult[] {
  const key = seriesKeyOf(result);
  return scenarios
    .filter((one) => one.status === 'measured' && seriesKeyOf(one) === key)
    .sort((a, b) => bySize(a.variables, b.variables));
}

/** Why a cost cannot be judged at all: no start of some size has a figure, as the samples say. null where each size has one. */
function whyMissing(
  points: readonly Point[],
  series: readonly ScenarioResult[],
  metric: Metric,
): string | null {
  if (points.every(({ values }) => values.length > 0)) return null;
  const figure = ({ cpu: 'cpuMs', peak: 'peakRssBytes' } as const)[metric as 'cpu'] ?? 'retainedRssBytes';
  const without = series.flatMap(({ samples }) => samples.filter((sample) => sample[figure] === null));
  return without[0]?.sources[figure] ?? 'no sample of some size can show it';
}

/** Many sessions at once are no command: what they hold together is judged, and no requests. */
function isHeld(scenario: string, specs: readonly Scenario[]): boolean {
  return specs.some(({ name, measure }) => name === scenario && sessionsOf(measure) !== undefined);
}

function requestVerdicts(
  results: Results,
  result: ScenarioResult,
  { specs, kind, profile }: Judge,
  needed: Set<Exception>,
): Verdict[] {
  const spec = specs.find(({ name }) => name === result.name);
  if (spec === undefined || result.status !== 'measured' || isHeld(result.name, specs)) return [];
  return countVerdicts(result, {
    laws: lawsOf(spec),
    profile,
    isProfiled: whyNoBudgets(results, profile).all === null,
    services: kind.storageApis,
    background: kind.background ?? [],
    reproduce: reproduceLine(results, result),
    needed,
  });
}

/** Verdicts on answers and comparisons were made elsewhere and stay. `metrics` null: all others are made anew. */
function withVerdicts(
  result: ScenarioResult,
  metrics: readonly string[] | null,
  made: Verdict[],
): ScenarioResult {
  const kept = result.verdicts.filter(
    ({ metric, kind }) =>
      metric === 'answer' || kind === 'compare' || (metrics !== null && !metrics.includes(metric)),
  );
  return { ...result, verdicts: [...kept, ...made] };
}
