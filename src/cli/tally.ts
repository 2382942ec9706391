import type { Results, ScenarioResult } from '../report/results';
import { isUnmeasured } from '../run/wrong-answers';

/** What the last line of npm test counts. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((all, { passed }) => all + passed, 0),
    failed: tallies.reduce((all, { failed }) => all + failed, 0),
  };
}

/** Says a check's outcome on its own line, and counts it. */
export function checkLine(name: string, ok: boolean, say: (line: string) => void): Tally {
  say(`${ok ? 'passed' : 'FAILED'}  ${name}`);
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Scenarios that were measured within budget, and those that were not, each once with all its sizes. A skipped one is neither, nor
 * is one whose figures decide nothing: exit code 4 says that.
 */
export function tallyOf(results: Pick<Results, 'scenarios'>): Tally {
  const byName = new Map<string, ScenarioResult[]>();
  for (const one of results.scenarios) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  const outcomes = [...byName.values()].map((sizes) => {
    const verdicts = sizes.flatMap((one) => one.verdicts);
    if (sizes.some(isUnmeasured) || verdicts.some(({ outcome }) => outcome === 'fail')) return 'failed';
    if (sizes.some(({ status }) => status === 'skipped')) return 'neither';
    return verdicts.every(({ outcome }) => outcome === 'pass' || outcome === 'exception')
      ? 'passed'
      : 'neither';
  });
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return { passed: count('passed'), failed: count('failed') };
}

export const lastLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;
