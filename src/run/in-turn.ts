import { keyOf, type ScenarioResult } from '../report/results';
import type { Scenario } from '../scenario/scenario';
import type { Bench } from './bench';
import { measureAny } from './sessions';

type Results = readonly ScenarioResult[];

/**
 * Measures a scenario on two servers in turn, base head head base, so that what the host does meanwhile it does to both: one server start
 * (the plan's) each, `pairs` times. It ends after an error of either. Never throws.
 */
export async function measureInTurn(
  base: Bench,
  head: Bench,
  scenario: Scenario,
  pairs: number,
): Promise<readonly [base: Results, head: Results]> {
  let ofBase: ScenarioResult[] = [];
  let ofHead: ScenarioResult[] = [];
  for (let pair = 0; pair < pairs; pair += 1)
    for (const side of pair % 2 === 0 ? ['base', 'head'] : ['head', 'base']) {
      if (side === 'base') ofBase = joined(ofBase, await measureAny(base, scenario));
      else ofHead = joined(ofHead, await measureAny(head, scenario));
      if ([...ofBase, ...ofHead].some(({ status }) => status !== 'measured')) return [ofBase, ofHead];
    }
  return [ofBase, ofHead];
}

/** The same sizes on one server start more. */
function joined(before: Results, now: Results): ScenarioResult[] {
  const further = now.map((one): ScenarioResult => {
    const known = before.find((other) => keyOf(other) === keyOf(one));
    return known === undefined ? one : { ...one, samples: [...known.samples, ...one.samples] };
  });
  const keys = new Set(further.map(keyOf));
  return [...before.filter((one) => !keys.has(keyOf(one))), ...further];
}
