import { bySize } from './points';
import { type Results, type ScenarioResult, seriesKeyOf } from './results';

/** Whether a table has a line for it: of a gate's sizes the largest of each series, where the verdicts stand too; of a study the mailboxes. */
export function hasLine(results: Results): (result: ScenarioResult) => boolean {
  // A study has mailboxes as users have them, and the gate's sizes for growth only.
  const shown = new Set(
    results.scenarios.filter(({ series }) => series === 'mailbox').map(({ name }) => name),
  );
  const isStudy = results.run.mode === 'study';
  const largest = new Map<string, ScenarioResult>();
  for (const one of results.scenarios) {
    const most = largest.get(seriesKeyOf(one));
    if (most === undefined || bySize(most.variables, one.variables) < 0) largest.set(seriesKeyOf(one), one);
  }
  return (one) => {
    if (isGateSeries(one) && isStudy && shown.has(one.name)) return one.status === 'error';
    return one.status !== 'measured' || !isGateSeries(one) || largest.get(seriesKeyOf(one)) === one;
  };
}

export function isGateSeries({ series }: ScenarioResult): boolean {
  return series === 'count' || series === 'size';
}
