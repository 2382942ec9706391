import { type Results, type ScenarioResult, seriesKeyOf } from '../report/schema';
import { SIZES } from '../report/series';

/**
 * What becomes of series that have too few sizes for growth: a gate and `judge` say so, a study leaves out its one or two mailboxes, and a
 * comparison, which takes every other size where nothing differs, leaves them out of its gate's sizes too.
 */
export type Few = 'said' | 'left out' | 'left out of a gate too';

/** A study judges growth by the gate's sizes where it has them, and not by the mailbox or two that users have. */
export function unsized({ run, scenarios }: Results, few: Few): (result: ScenarioResult) => boolean {
  const times = new Map<string, number>();
  for (const one of scenarios) times.set(seriesKeyOf(one), (times.get(seriesKeyOf(one)) ?? 0) + 1);
  const sized = new Set(
    scenarios.filter(({ series }) => series === 'count' || series === 'size').map(({ name }) => name),
  );
  return (result) => {
    const hasFew = few !== 'said' && (times.get(seriesKeyOf(result)) ?? 0) < SIZES;
    if (run.mode === 'gate') return hasFew && few === 'left out of a gate too';
    if (result.series === 'mailbox' && sized.has(result.name)) return true;
    return hasFew;
  };
}

/** Scenarios that ended with an error at some size: they have said so, and their other sizes are too few to judge growth by. */
export function brokenOff({ scenarios }: Results): ReadonlySet<string> {
  return new Set(scenarios.filter(({ status }) => status === 'error').map(({ name }) => name));
}
