import type { ServerKind } from '../containers/server';
import type { Results, ScenarioResult, Verdict } from '../report/schema';
import { lawsOf } from '../scenario/laws';
import { sessionsOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';
import { pointsOf } from './points';
import type { Exception, Profile } from './profile';
import { reproduceLine } from './reproduce';
import { budgetVerdict, type CostOrder, growthVerdict } from './verdict-costs';
import { countVerdicts } from './verdict-counts';

/** A calibrator whose noise is above this share tells an unfit host. */
export const UNFIT_NOISE = 0.03;

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

/** All verdicts: requests at each size; growth, and budgets where the profile is of this image, at the largest size. */
export function judgeAll(results: Results, judge: Judge): Judged {
  const needed = new Set<Exception>();
  const notes: string[] = [];
  const { profile, specs } = judge;
  const unjudged = whyNoBudgets(results, profile);
  const scenarios = results.scenarios.map((result): ScenarioResult => {
    const requests = requestVerdicts(results, result, judge, needed);
    const spec = specOf(result, specs);
    const sizes = results.scenarios.filter(
      ({ name, status }) => name === result.name && status === 'measured',
    );
    const isLargest = sizes.every(
      ({ variables }) => variables.N < result.variables.N || variables === result.variables,
    );
    if (spec === undefined || result.status !== 'measured' || !isLargest)
      return withVerdicts(result, null, requests);
    const order = (metric: CostOrder['metric']): CostOrder => ({
      name: result.name,
      metric,
      points: pointsOf(sizes, metric),
      laws: lawsOf(spec),
      profile,
      reproduce: reproduceLine(results, result.name),
      unfit: metric === 'cpu' ? unfitHost(results) : null,
      needed,
    });
    const growth = (['cpu', 'peak'] as const).map((metric) => growthVerdict(order(metric)));
    const budgets = (['cpu', 'peak', 'kept'] as const).flatMap((metric): Verdict[] => {
      if (unjudged.all !== null || (metric === 'cpu' && unjudged.cpu !== null)) return [];
      const judged = budgetVerdict(order(metric));
      if (judged?.better)
        notes.push(`${result.name}: ${metric} got better; --update would tighten the profile`);
      return judged === null ? [] : [judged.verdict];
    });
    return withVerdicts(result, null, [...requests, ...growth, ...budgets]);
  });
  const whole = { ...results, scenarios };
  const why = [unjudged.all ?? unjudged.cpu].filter((text) => text !== null);
  return { results: whole, notes: [...why, ...notes, ...unused(whole, profile, needed)] };
}

/** Measured scenarios of which a profile that would be judged by says nothing, in words; they would pass unseen. */
export function unprofiled(results: Results, profile: Profile): string[] {
  if (whyNoBudgets(results, profile).all !== null) return [];
  const measured = results.scenarios
    .filter(({ status, verb }) => status === 'measured' && verb !== 'SESSIONS')
    .map(({ name }) => name);
  return [...new Set(measured)]
    .filter((name) => profile.scenarios[name] === undefined)
    .map((name) => `scenarios lacks "${name}", which was measured`);
}

/** What a result is judged by. Sessions held at once are no command: their memory is told as a slope, and judged by no law of one. */
function specOf({ name }: ScenarioResult, specs: readonly Scenario[]): Scenario | undefined {
  return specs.find((one) => one.name === name && !sessionsOf(one.measure));
}

function requestVerdicts(
  results: Results,
  result: ScenarioResult,
  { specs, kind, profile }: Judge,
  needed: Set<Exception>,
): Verdict[] {
  const spec = specOf(result, specs);
  if (spec === undefined || result.status !== 'measured') return [];
  return countVerdicts(result, {
    laws: lawsOf(spec),
    profile,
    isProfiled: whyNoBudgets(results, profile).all === null,
    services: kind.storageApis,
    background: kind.background ?? [],
    reproduce: reproduceLine(results, result.name),
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

/** Why budgets are shown and not judged; null where they are. */
function whyNoBudgets(
  { server, host, run }: Results,
  { taken }: Profile,
): { all: string | null; cpu: string | null } {
  if (taken === null) return { all: `budgets are not judged: ${server.name} has no profile yet`, cpu: null };
  if (![server.digest, server.image].includes(taken.image))
    return {
      all: `budgets are not judged: the profile is of ${taken.image}, and ${server.digest ?? server.image} was measured`,
      cpu: null,
    };
  if (taken.mode !== run.mode)
    return {
      all: `budgets are not judged: the profile is of a ${taken.mode}, and this is a ${run.mode}`,
      cpu: null,
    };
  const cpu =
    taken.cpu === host.cpu
      ? null
      : `CPU budgets are not judged: the profile was taken on ${taken.cpu}, and this is ${host.cpu}`;
  return { all: null, cpu };
}

function unfitHost({ calibrator }: Results): string | null {
  if (calibrator === null || calibrator.noise <= UNFIT_NOISE) return null;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return `the host is unfit: ${calibrator.name} varied by ${percent(calibrator.noise)}, and ${percent(UNFIT_NOISE)} is the most`;
}

/** Exceptions of scenarios that were measured and kept the law: they can be removed. Growth needs sizes to say so. */
function unused(results: Results, { exceptions }: Profile, needed: ReadonlySet<Exception>): string[] {
  return exceptions.flatMap((exception) => {
    const judged = results.scenarios.filter(({ name }) => name === exception.scenario);
    const metric = (['s3', 'k2v', 'cpu', 'memory'] as const).find((one) => exception[one] !== undefined);
    const metrics = metric === undefined ? ['answer'] : metric === 'memory' ? ['peak'] : [metric];
    const verdicts = judged.flatMap((one) =>
      one.verdicts.filter((verdict) => metrics.includes(verdict.metric)),
    );
    const measured = judged.filter(({ status }) => status !== 'skipped');
    const isKept =
      metric === undefined
        ? verdicts.length === 0
        : verdicts.length > 0 && verdicts.every((v) => v.outcome === 'pass');
    if (measured.length === 0 || needed.has(exception) || !isKept) return [];
    return [`${exception.scenario}: its exception (${metric ?? 'answer'}) is not needed any more; remove it`];
  });
}
