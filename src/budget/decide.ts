import type { Results, ScenarioResult, Verdict } from '../report/schema';
import { type Judge, judgeAll } from './judge';

/**
 * Server starts more that one scenario needs, after those that were measured: up to the next stage of alpha.ts where a verdict
 * that has one is open, else 0. `run` is the header of the gate, `results` all sizes of the scenario. It knows nothing but
 * what is given, so that saved starts decide as live ones do.
 */
export function furtherStartsOf(
  run: Omit<Results, 'scenarios'>,
  results: readonly ScenarioResult[],
  judge: Judge,
): number {
  const verdicts = judgeAll({ ...run, scenarios: [...results] }, judge).results.scenarios.flatMap(
    (one) => one.verdicts,
  );
  return furtherOf(verdicts);
}

/** The same from verdicts that were made already. */
export function furtherOf(verdicts: readonly Verdict[]): number {
  return Math.max(0, ...verdicts.map(({ further }) => further ?? 0));
}
