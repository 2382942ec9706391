import { isSettled } from '../difference/decide';
import { differencesOf, termsOf } from '../difference/differences';
import { keyOf, type ScenarioResult } from '../report/results';
import type { Scenario } from '../scenario/scenario';
import type { Bench } from './bench';
import type { Pairs } from './plan';
import { measureAny } from './sessions';
import type { Turns } from './turns';

type Results = readonly ScenarioResult[];

/**
 * Measures a scenario on two servers, which take turns at each reading, base head head base: what the host does meanwhile it does to both.
 * One server start (the plan's) each, as many times as the looks say. It ends after an error of either. Never throws.
 */
export async function measureInTurn(
  base: Bench,
  head: Bench,
  turns: Turns,
  scenario: Scenario,
  { looks, suspects }: Pairs,
): Promise<readonly [base: Results, head: Results]> {
  let both: readonly [base: Results, head: Results] = [[], []];
  const on = (bench: Bench) => turns.run(bench, () => measureAny(bench, scenario));
  const terms = termsOf(base.plan.server, [scenario], true);
  let pairs = 0;
  for (const look of looks) {
    for (; pairs < look; pairs += 1) {
      const isFirst = pairs % 2 === 0;
      const [one, other] = isFirst ? [base, head] : [head, base];
      const [now = [], then = []] = await Promise.all([on(one), on(other)]);
      both = isFirst
        ? [joined(both[0], now), joined(both[1], then)]
        : [joined(both[0], then), joined(both[1], now)];
      if (both.flat().some(({ status }) => status !== 'measured')) return both;
    }
    const [ofBase, ofHead] = both.map((results) => ({ scenarios: [...results] }));
    if (ofBase && ofHead && isSettled(differencesOf(ofBase, ofHead, terms), suspects ?? [])) break;
  }
  return both;
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
