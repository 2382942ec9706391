import { emptyProfile, type Profile } from '../budget/profile';
import { type CountOrder, countVerdicts } from '../budget/verdict-counts';
import { type ServerName, serverKind } from '../containers/server';
import type { ScenarioResult, Verdict } from '../report/results';
import { lawsOf } from '../scenario/laws';
import { layersOf } from '../scenario/layers';
import { verbOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';

/**
 * Judges storage requests of replayed lines by the laws of their layers. An exception is of a scenario by name; here it excuses
 * a line with the same verb and layers whose requests keep the exception's formula. Growth needs sizes, so CPU and memory are not judged.
 */
export function requestJudge(
  server: ServerName,
  specs: readonly Scenario[],
  profile: Profile,
): (scenario: Scenario, result: ScenarioResult) => Verdict[] {
  const { storageApis, background = [] } = serverKind(server);
  return (scenario, result) => {
    const order: CountOrder = {
      laws: lawsOf(scenario),
      profile: emptyProfile(server),
      isProfiled: false,
      services: storageApis,
      background,
      reproduce: `npx aerometer run --server ${server} --part replay`,
      needed: new Set(),
    };
    const kindred = specs.filter((spec) => isKindred(spec, scenario)).map(({ name }) => name);
    const excused = (verdict: Verdict): Verdict | undefined =>
      kindred
        .flatMap((name) =>
          countVerdicts({ ...result, name }, { ...order, profile }).map((known) => ({
            ...known,
            because: `as in "${name}": ${known.because}`,
          })),
        )
        .find(({ metric, outcome }) => metric === verdict.metric && outcome === 'exception');
    return countVerdicts(result, order).map((verdict) =>
      verdict.outcome === 'pass' ? verdict : (excused(verdict) ?? verdict),
    );
  };
}

function isKindred(spec: Scenario, scenario: Scenario): boolean {
  return claimOf(spec) === claimOf(scenario);
}

/** `UID FETCH` costs what FETCH does. */
function claimOf({ measure, touches }: Scenario): string {
  return [verbOf(measure).replace(/^UID /, ''), ...layersOf(measure, touches)].join(' ');
}
