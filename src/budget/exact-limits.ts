import type { ScenarioResult } from '../report/schema';
import type { Limits } from '../scenario/laws';
import { countFormula } from './coefficients';
import { judgeCounts, type Service } from './counts';

/** What a profile allows of one service, by its APIs; null where starts differ, or no formula says the counts: then the law alone judges. */
export function exactLimits(
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
