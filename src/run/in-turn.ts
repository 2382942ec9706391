import { isAnyOther, isSettled, type Suspects } from '../difference/decide';
import { differencesOf, termsOf } from '../difference/differences';
import { keyOf, type ScenarioResult } from '../report/results';
import type { Scenario } from '../scenario/scenario';
import type { Bench } from './bench';
import type { How } from './measure';
import type { Pairs } from './plan';
import { measureAny } from './sessions';
import type { Turns } from './turns';

type Results = readonly ScenarioResult[];

const NONE: Suspects = { claims: [], noise: 0 };
/** Pairs of server starts at all sizes, of what does not cost the same: by what law it grows is judged from them. */
const ORDER_PAIRS = 3;

/**
 * Measures a scenario on two servers, which take turns at each reading, base head head base: what the host does meanwhile it does to both.
 * One server start (the plan's) each, as many times as the looks say, and where suspects turn out to differ a few times at all sizes. It ends
 * after an error of either. Never throws.
 */
export async function measureInTurn(
  base: Bench,
  head: Bench,
  turns: Turns,
  scenario: Scenario,
  { looks, suspects }: Pairs,
): Promise<readonly [base: Results, head: Results]> {
  let both: readonly [base: Results, head: Results] = [[], []];
  const terms = termsOf(base.plan.server, [scenario], true);
  let pairs = 0;
  const isWhole = () => both.flat().every(({ status }) => status === 'measured');
  const until = async (wanted: number, how: How) => {
    const on = (bench: Bench) => turns.run(bench, () => measureAny(bench, scenario, how));
    for (; pairs < wanted && isWhole(); pairs += 1) {
      await Promise.all([base.openAhead(), head.openAhead()]);
      const isFirst = pairs % 2 === 0;
      const [one, other] = isFirst ? [base, head] : [head, base];
      const [now = [], then = []] = await Promise.all([on(one), on(other)]);
      both = isFirst
        ? [joined(both[0], now), joined(both[1], then)]
        : [joined(both[0], then), joined(both[1], now)];
    }
  };
  const seen = () => differencesOf({ scenarios: both[0] }, { scenarios: both[1] }, terms);
  for (const look of looks) {
    await until(look, {});
    if (isSettled(seen(), suspects ?? NONE, look)) break;
  }
  if (isAnyOther(seen(), suspects ?? NONE)) await until(pairs + ORDER_PAIRS, { allSizes: true });
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
