import { type Results, type ScenarioResult, seriesKeyOf } from '../report/schema';
import { SIZES } from '../report/series';

/** A study judges growth by the gate's sizes where it has them, and not by the mailbox or two that users have. */
export function unsized(
  { run, scenarios }: Results,
  few: 'said' | 'left out',
): (result: ScenarioResult) => boolean {
  const times = new Map<string, number>();
  for (const one of scenarios) times.set(seriesKeyOf(one), (times.get(seriesKeyOf(one)) ?? 0) + 1);
  const sized = new Set(
    scenarios.filter(({ series }) => series === 'count' || series === 'size').map(({ name }) => name),
  );
  return (result) => {
    if (run.mode === 'gate') return false;
    if (result.series === 'mailbox' && sized.has(result.name)) return true;
    return few === 'left out' && (times.get(seriesKeyOf(result)) ?? 0) < SIZES;
  };
}
