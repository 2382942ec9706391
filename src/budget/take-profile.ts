import { EXIT, Failure } from '../config/failure';
import type { ServerKind } from '../containers/server';
import { bySize, METRICS, type Metric, metricsOf, middle, pointsOf } from '../report/points';
import type { Results, ScenarioResult } from '../report/schema';
import { evaluate } from '../scenario/formula';
import { type Limits, lawsOf, termsOf } from '../scenario/laws';
import { sessionsOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';
import { SERIES } from '../scenario/sizes';
import { marginOf } from './budget';
import { costOfPoints, countFormula } from './coefficients';
import { judgeCounts, type Service } from './counts';
import { imageName } from './fitness';
import { brokenOff } from './judge';
import { A_STEP, entryFor, type Profile, type ProfileEntry } from './profile';

/**
 * The profile that a finished run gives. Scenarios it did not measure keep their entries, exceptions stay. Where a cost grew
 * beyond its budget a reason must be given, and it stays in the entry. Throws Failure (exit code 2) without one, or
 * where there were too few starts.
 */
export function takeProfile(
  results: Results,
  specs: readonly Scenario[],
  kind: Pick<ServerKind, 'storageApis' | 'background'>,
  old: Profile,
  because?: string,
): Profile {
  const { server, host, run } = results;
  const measured = results.scenarios.filter(
    ({ status, variables }) => status === 'measured' && variables.N > 0,
  );
  const scenarios: Profile['scenarios'] = { ...old.scenarios };
  const grown: string[] = [];
  // What broke off was measured on too few starts: it keeps what it had.
  const broken = brokenOff(results);
  for (const spec of specs.filter(({ name }) => !broken.has(name)))
    for (const series of SERIES) {
      const sizes = results.scenarios
        .filter((one) => one.name === spec.name && one.series === series && one.status === 'measured')
        .sort((a, b) => bySize(a.variables, b.variables));
      if (sizes.length === 0) continue;
      const before = entryFor(old, spec.name, series);
      const entry = entryOf(sizes, spec, kind, old);
      const worse = METRICS.filter((metric) => isLooser(metric, entry, before, sizes));
      grown.push(...worse.map((metric) => `${spec.name} (${series}): ${metric} ${entry[metric]?.cost}`));
      const reason = worse.length > 0 ? because : before?.because;
      scenarios[spec.name] = {
        ...scenarios[spec.name],
        [series]: { ...entry, ...(reason === undefined ? {} : { because: reason }) },
      };
    }
  if (grown.length > 0 && because === undefined) {
    throw new Failure(EXIT.usage, {
      fact: `${grown.length} cost(s) grew beyond their budget`,
      cause: grown.join('\n    '),
      next: 'give the reason, which will stand in the profile: --because "..."',
    });
  }
  return {
    ...old,
    taken: {
      image: imageName(server),
      cpu: host.cpu,
      ...(results.calibrator === null
        ? {}
        : { calibrator: `${middle(results.calibrator.cpuMs).toFixed(2)} ms` }),
      mode: run.mode,
      on: run.startedAt.slice(0, 10),
      sizes: [...new Set(measured.map(({ variables }) => variables.N))].sort((a, b) => a - b),
    },
    scenarios,
  };
}

function entryOf(
  sizes: readonly ScenarioResult[],
  spec: Scenario,
  kind: Pick<ServerKind, 'storageApis' | 'background'>,
  { exceptions }: Profile,
): ProfileEntry {
  const laws = lawsOf(spec);
  const entry: ProfileEntry = {};
  for (const metric of metricsOf(spec)) {
    const which = metric === 'cpu' ? 'cpu' : 'memory';
    const known = exceptions.find((one) => one.scenario === spec.name && one[which] !== undefined);
    const points = pointsOf(sizes, metric);
    const least = Math.min(...points.map(({ values }) => values.length));
    if (least === 0) continue;
    if (least < 3) throw tooFew(spec.name, metric, least);
    const law = known?.[which] ?? A_STEP;
    entry[metric] = costOfPoints(points, termsOf(law === A_STEP ? laws[which] : law), metric);
  }
  if (sessionsOf(spec.measure) !== undefined) return entry;
  for (const service of kind.storageApis) {
    const limits = exactLimits(sizes, service, kind.background);
    if (limits !== null) entry[service] = limits;
  }
  return entry;
}

/** null where starts differ, or no formula says the counts: then the law alone judges. */
function exactLimits(
  sizes: readonly ScenarioResult[],
  service: Service,
  background: readonly string[] = [],
): Limits | null {
  const limits: Record<string, string> = {};
  for (const key of new Set(
    sizes.flatMap(({ samples }) => samples.flatMap((s) => Object.keys(s.requests ?? {}))),
  )) {
    if (!key.startsWith(`${service}:`) || background.includes(key)) continue;
    const others = [
      ...new Set(sizes.flatMap(({ samples }) => samples.flatMap((s) => Object.keys(s.requests ?? {})))),
    ];
    const counts = sizes.map(({ samples, variables }) => ({
      variables,
      judged: judgeCounts(samples, service, {}, variables, [
        ...background,
        ...others.filter((one) => one !== key),
      ]),
    }));
    if (counts.some(({ judged }) => judged.kind !== 'exact')) return null;
    const text = countFormula(counts.map(({ variables, judged }) => ({ variables, count: judged.range[1] })));
    if (text === null) return null;
    if (text !== '0') limits[key.slice(service.length + 1)] = text;
  }
  return sizes.some(({ samples }) => samples.some(({ requests }) => requests !== null)) ? limits : null;
}

function isLooser(
  metric: Metric,
  entry: ProfileEntry,
  old: ProfileEntry | undefined,
  sizes: readonly ScenarioResult[],
): boolean {
  const [now, before] = [entry[metric], old?.[metric]];
  if (now === undefined || before === undefined) return false;
  return sizes.some(({ variables }) => {
    const cost = (formula: string) => evaluate(formula, variables, metric === 'cpu' ? 'time' : 'bytes');
    return cost(now.cost) > cost(before.cost) + marginOf(metric, cost(before.cost));
  });
}

function tooFew(name: string, metric: string, starts: number): Failure {
  return new Failure(EXIT.usage, {
    fact: `no profile can be taken of "${name}"`,
    cause: `${metric} was taken on ${starts} server start(s) of some size, and its noise needs 3`,
    next: 'measure without --quick',
  });
}
