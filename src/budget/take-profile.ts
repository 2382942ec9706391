import { EXIT, Failure } from '../config/failure';
import type { ServerKind } from '../containers/server';
import { bySize, METRICS, type Metric, metricsOf, middle, type Point, pointsOf } from '../report/points';
import type { Results, ScenarioResult } from '../report/schema';
import { evaluate } from '../scenario/formula';
import { lawsOf, termsOf } from '../scenario/laws';
import { sessionsOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';
import { SERIES } from '../scenario/sizes';
import { marginOf } from './budget';
import { costOfPoints } from './coefficients';
import { exactLimits } from './exact-limits';
import { imageName, slowness } from './fitness';
import { A_STEP, entryFor, type Profile, type ProfileEntry } from './profile';
import { brokenOff } from './unsized';

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
  const keeps = keepsOthers(results, old);
  const slow = keeps ? slowness(results, old) : 1;
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
      const entry = entryOf(sizes, spec, kind, old, slow);
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
      ...calibratorOf(results, keeps ? old : null),
      mode: run.mode,
      on: run.startedAt.slice(0, 10),
      sizes: [
        ...new Set([
          ...(keeps ? (old.taken?.sizes ?? []) : []),
          ...measured.map(({ variables }) => variables.N),
        ]),
      ].sort((a, b) => a - b),
    },
    scenarios,
  };
}

/** Whether scenarios that were not measured keep what the profile has of them. */
function keepsOthers({ scenarios }: Results, old: Profile): boolean {
  const measured = new Set(scenarios.filter(({ status }) => status === 'measured').map(({ name }) => name));
  return Object.keys(old.scenarios).some((name) => !measured.has(name));
}

/** One profile has one calibrator: where scenarios keep their entries it is theirs, and CPU times of the others are put in its terms. */
function calibratorOf({ calibrator }: Results, kept: Profile | null): { calibrator?: string } {
  if (kept?.taken?.calibrator !== undefined) return { calibrator: kept.taken.calibrator };
  return calibrator === null ? {} : { calibrator: `${middle(calibrator.cpuMs).toFixed(2)} ms` };
}

function entryOf(
  sizes: readonly ScenarioResult[],
  spec: Scenario,
  kind: Pick<ServerKind, 'storageApis' | 'background'>,
  { exceptions }: Profile,
  slow: number,
): ProfileEntry {
  const laws = lawsOf(spec);
  const entry: ProfileEntry = {};
  for (const metric of metricsOf(spec)) {
    const which = metric === 'cpu' ? 'cpu' : 'memory';
    const known = exceptions.find((one) => one.scenario === spec.name && one[which] !== undefined);
    const taken = pointsOf(sizes, metric);
    const points = metric === 'cpu' ? taken.map((point) => faster(point, slow)) : taken;
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

/** What it would have taken on the host of the profile. */
function faster(point: Point, slow: number): Point {
  return { ...point, values: point.values.map((ms) => ms / slow) };
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
