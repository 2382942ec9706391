import { join } from 'node:path';
import { ROOT } from '../config/root';
import { SERVERS } from '../containers/server';
import type { Results, Verdict } from '../report/schema';
import { loadScenarios } from '../scenario/registry';
import { judgeAll } from './judge';
import { emptyProfile, type Profile } from './profile';

/** The suite's own scenarios, for the tests of judging. */
export const specs = loadScenarios(join(ROOT, 'specs'));

/** As maddy's results, by no profile unless one is given. */
export const judge = (results: Results, profile: Profile = emptyProfile('maddy')) =>
  judgeAll(results, { specs, kind: SERVERS.maddy, profile });
/** Outcomes of the verdicts that have all of these. */
export const found = (results: Results, wanted: Partial<Verdict>) =>
  results.scenarios
    .flatMap(({ verdicts }) => verdicts)
    .filter((verdict) =>
      Object.entries(wanted).every(([key, value]) => verdict[key as keyof Verdict] === value),
    )
    .map(({ outcome }) => outcome);

/** Costs that keep their law. */
export const GOOD = { cpu: (k: number) => 2 + 0.05 * k };
