import type { ServerKind } from '../containers/server';
import type { Results, ScenarioResult, Verdict } from '../report/schema';
import { lawsOf } from '../scenario/laws';
import { sessionsOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';
import { unfitHost, whyNoBudgets } from './fitness';
import { pointsOf } from './points';
import type { Exception, Profile } from './profile';
import { reproduceLine } from './reproduce';
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

/** All verdicts: requests at each size; growth, and budgets where the profile is of this image, at the largest size. */
export function judgeAll(results: Results, judge: Judge): Judged {
  const needed = new Set<Exception>();
  const notes: string[] = [];
  const { profile, specs } = judge;
  const unjudged = whyNoBudgets(results, profile);
  const held = results.scenarios.filter(({ name, status }) => status === 'measured' && isHeld(name, specs));
  if (held.length > 0)
    notes.push('what held sessions take is shown and not judged: no law is fixed for it yet');
  const scenarios = results.scenarios.map((result): ScenarioResult => {
    const requests = requestVerdicts(results, result, judge, needed);
    const spec = specs.find(({ name }) => name === result.name);
    const sizes = results.scenarios.filter(
      ({ name, status }) => name === result.name && status === 'measured',
    );
    const isLargest = sizes.every(
      ({ variables }) => variables.N < result.variables.N || variables === result.variables,
    );
    if (spec === undefined || result.status !== 'measured' || !isLargest || isHeld(result.name, specs))
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

/** Many sessions at once are no command: their cost is a slope over the sessions, which the run itself works out. */
function isHeld(scenario: string, specs: readonly Scenario[]): boolean {
  return specs.some(({ name, measure }) => name === scenario && sessionsOf(measure) !== undefined);
}

/** Measured scenarios of which a profile that would be judged by says nothing, in words; they would pass unseen. */
export function unprofiled(results: Results, { specs, profile }: Omit<Judge, 'kind'>): string[] {
  if (whyNoBudgets(results, profile).all !== null) return [];
  const measured = results.scenarios.filter(({ status }) => status === 'measured').map(({ name }) => name);
  return [...new Set(measured)]
    .filter((name) => profile.scenarios[name] === undefined && !isHeld(name, specs))
    .map((name) => `scenarios lacks "${name}", which was measured`);
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
