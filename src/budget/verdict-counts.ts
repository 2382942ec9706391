import type { ScenarioResult, Verdict } from '../report/schema';
import type { Laws, Limits } from '../scenario/laws';
import { limitText } from '../scenario/limits';
import { furtherStarts, LEAST_TO_FAIL } from './alpha';
import { type CountJudgement, judgeCounts, type Service } from './counts';
import { type Exception, entryFor, type Profile } from './profile';

/** What the requests of one scenario and size are judged by. */
export interface CountOrder {
  readonly laws: Laws & { readonly because: string };
  readonly profile: Profile;
  /** Whether the profile is of the image that was measured. */
  readonly isProfiled: boolean;
  readonly services: readonly Service[];
  readonly background: readonly string[];
  readonly reproduce: string;
  /** Told which exceptions were needed. */
  readonly needed: Set<Exception>;
}

/**
 * The verdicts of the storage requests: by the law; where that is broken, by the server's exception; where it is kept, by what
 * the profile has counted too. A first execution or a single start is never enough for `exact`.
 */
export function countVerdicts(result: ScenarioResult, order: CountOrder): Verdict[] {
  return order.services.map((service) => {
    const { laws, profile, background, needed } = order;
    const judged = (limits: Limits) =>
      judgeCounts(result.samples, service, limits, result.variables, background);
    const verdict = (limits: Limits, because: string, change: Partial<Verdict> = {}) => ({
      ...verdictOf(service, limits, judged(limits), because, order.reproduce),
      ...change,
    });
    const byLaw = verdict(laws[service], laws.because);
    const exception = profile.exceptions.find(
      (one) => one.scenario === result.name && one[service] !== undefined,
    );
    if (byLaw.outcome !== 'pass' && exception?.[service] !== undefined) {
      needed.add(exception);
      const known = verdict(exception[service], exception.because);
      if (known.outcome !== 'pass') return known;
      const { expected, actual } = byLaw;
      return { ...known, outcome: 'exception', model: { law: limitText(laws[service]), expected, actual } };
    }
    const counted = entryFor(profile, result.name, result.series)?.[service];
    if (byLaw.outcome !== 'pass' || counted === undefined || !order.isProfiled) return byLaw;
    const byProfile = verdict(counted, 'the profile was counted so, and one request more is a regression');
    return byProfile.outcome === 'pass' ? byLaw : byProfile;
  });
}

function verdictOf(
  service: Service,
  limits: Limits,
  judged: CountJudgement,
  because: string,
  reproduce: string,
): Verdict {
  const { kind, outcome, range, values, seen, fault, starts } = judged;
  const [low, high] = range;
  const said = low === high ? seen : `${low} to ${high}, most: ${seen}`;
  return {
    metric: service,
    kind,
    law: limitText(limits),
    operator: '<=',
    expected: limitText(limits),
    actual: fault === '' || values.length === 0 ? said : `${said} (${fault})`,
    values: [...values],
    unit: null,
    noise: null,
    // What one start does, others may not.
    further: outcome !== 'pass' && starts < LEAST_TO_FAIL ? furtherStarts(starts) : null,
    confidence: null,
    outcome,
    because: values.length === 0 ? fault : because,
    reproduce,
  };
}
