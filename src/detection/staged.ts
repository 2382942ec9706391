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
 * them. `header` is of the gate they stand for: its image, its CPU, its calibrator.
 */
export function judgeInStages(
  pool: Pool,
  header: RunHeader,
  judge: Judge,
  nextStart: (series: Series) => Start,
): Staged {
  const drawn = new Map<Series, Start[]>(pool.series.map((series) => [series, []]));
  for (let wanted: number = STAGES[0]; ; ) {
    const scenarios = entriesOf(pool, (series) => {
      const starts = drawn.get(series) ?? [];
      while (starts.length < wanted) starts.push(nextStart(series));
      return starts;
    });
    const verdicts = verdictsOf(header, scenarios, judge);
    const further = furtherOf(verdicts);
    if (further === 0) return { verdicts, starts: wanted };
    wanted += further;
  }
}

/**
 * Draws each start once before any comes again, so that a gate is one that might as well have happened: no two starts are equal to the
 * byte, and of three that are one, noise would be nothing. Where a gate needs more than were recorded, it gets them again.
 */
export function drawnFrom(random: Random, starts: (series: Series) => readonly Start[]) {
  const left = new Map<Series, Start[]>();
  return (series: Series): Start => {
    const [drawn, ...rest] = left.get(series) ?? random.shuffled(starts(series));
    if (drawn === undefined) throw new RangeError('no start of this condition was recorded');
    if (rest.length > 0) left.set(series, rest);
    else left.delete(series);
    return drawn;
  };
}

function verdictsOf(header: RunHeader, scenarios: ScenarioResult[], judge: Judge): Verdict[] {
  const results: Results = { ...header, scenarios, timelines: [] };
  return judgeAll(results, judge).results.scenarios.flatMap(({ verdicts }) => verdicts);
}
