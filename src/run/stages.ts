import { calibration } from '../budget/calibration';
import { furtherStartsOf } from '../budget/decide';
import { type Judge, judgeAll } from '../budget/judge';
import { readProfile } from '../budget/profile-file';
import { serverKind } from '../containers/server';
import { readHeader } from '../report/journal';
import { middle } from '../report/points';
import type { Results, ScenarioResult } from '../report/results';
import { verdictScreen } from '../report/verdict';
import type { Scenario } from '../scenario/scenario';
import type { Bench } from './bench';
import { CALIBRATOR } from './calibrator';
import type { Further } from './measure';

/** What the committed profile and the laws say of one scenario, while its gate is under way. */
export interface Stages {
  readonly further: Further;
  /** A screen for each verdict that fails. */
  failures(results: readonly ScenarioResult[]): string[];
}

export function stagesOf(
  { plan: { directory, server, profile: file }, calibrated }: Bench,
  scenario: Scenario,
): Stages {
  const header = readHeader(directory);
  // Whether the host is fit is known at the end only, and what a few takes of the calibrator leave open would stay open: one take,
  // their middle, says how fast the host is and has no noise.
  const run = (): Omit<Results, 'scenarios'> => {
    const takes = calibrated.length === 0 ? [] : [middle(calibrated)];
    return { ...header, timelines: [], calibrator: calibration(CALIBRATOR, takes) };
  };
  const judge: Judge = {
    specs: [scenario],
    kind: serverKind(server),
    profile: readProfile(server, file === null ? {} : { file }),
  };
  return {
    further: (results) => furtherStartsOf(run(), results, judge),
    failures: (results) => {
      const judged = judgeAll({ ...run(), scenarios: [...results] }, judge).results;
      return failureScreens(judged, directory);
    },
  };
}

/** One screen for each verdict that fails, in the order of the scenarios. */
export function failureScreens(results: Results, directory: string): string[] {
  return results.scenarios.flatMap((result) =>
    result.verdicts
      .filter(({ outcome }) => outcome === 'fail')
      .map((verdict) => verdictScreen(results, result, verdict, directory)),
  );
}
