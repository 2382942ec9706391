import { STAGES } from '../budget/alpha';
import { furtherOf } from '../budget/decide';
import { type Judge, judgeAll } from '../budget/judge';
import type { Random } from '../mailbox/random';
import type { Results, RunHeader, ScenarioResult, Verdict } from '../report/schema';
import { entriesOf, type Pool, type Series, type Start } from './pool';

/** What a gate said of one scenario, and how many server starts it took. */
export interface Staged {
  readonly verdicts: readonly Verdict[];
  readonly starts: number;
}

/**
 * Judges starts of one scenario as the gate does: at each stage all that there are; further ones only where a verdict asks for
 * them. Where fewer are recorded, what they leave open stays open. `header` is of the gate they stand for: its image, its CPU, its calibrator.
 */
export function judgeInStages(
  pool: Pool,
  header: RunHeader,
  judge: Judge,
  nextStart: (series: Series) => Start | undefined,
): Staged {
  const drawn = new Map<Series, Start[]>(pool.series.map((series) => [series, []]));
  let verdicts: Verdict[] = [];
  for (const stage of STAGES) {
    for (const [series, starts] of drawn) fill(starts, stage, () => nextStart(series));
    verdicts = verdictsOf(
      header,
      entriesOf(pool, (series) => drawn.get(series) ?? []),
      judge,
    );
    if (furtherOf(verdicts) === 0 || Math.max(...lengths(drawn)) < stage) break;
  }
  return { verdicts, starts: Math.min(...lengths(drawn)) };
}

/** Up to so many starts, as far as there are any. */
function fill(starts: Start[], most: number, draw: () => Start | undefined): void {
  while (starts.length < most) {
    const next = draw();
    if (next === undefined) return;
    starts.push(next);
  }
}

function lengths(drawn: ReadonlyMap<Series, readonly Start[]>): number[] {
  return [...drawn.values()].map(({ length }) => length);
}

/**
 * Draws each start once, so that a gate is one that might as well have happened: no two starts are equal to the byte. Two starts that were
 * drawn six times each had the noise of twelve that agree, and raised alarms that no gate would have raised.
 */
export function drawnOnce(random: Random, starts: (series: Series) => readonly Start[]) {
  const left = new Map<Series, Start[]>();
  return (series: Series): Start | undefined => {
    const rest = left.get(series) ?? random.shuffled(starts(series));
    left.set(series, rest);
    return rest.pop();
  };
}

/**
 * The same, beginning anew when all were drawn: of a fault a few starts are recorded, and the gate takes up to twelve before it gives up.
 * Repeated starts seem surer than as many others, so that what is caught by them is the most that would be.
 */
export function drawnAgain(random: Random, starts: (series: Series) => readonly Start[]) {
  const draws = new Map<Series, ReturnType<typeof drawnOnce>>();
  return (series: Series): Start | undefined => {
    const drawn = draws.get(series)?.(series);
    if (drawn !== undefined) return drawn;
    const anew = drawnOnce(random, starts);
    draws.set(series, anew);
    return anew(series);
  };
}

function verdictsOf(header: RunHeader, scenarios: ScenarioResult[], judge: Judge): Verdict[] {
  const results: Results = { ...header, scenarios, timelines: [] };
  return judgeAll(results, judge).results.scenarios.flatMap(({ verdicts }) => verdicts);
}
