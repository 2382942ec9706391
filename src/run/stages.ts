import { furtherStartsOf } from '../budget/decide';
import { readProfile } from '../budget/profile-file';
import { SERVERS } from '../containers/server';
import { readHeader } from '../report/journal';
import type { Scenario } from '../scenario/scenario';
import type { Further } from './measure';
import type { Plan } from './plan';

/** Asks the scenario's verdicts, by the committed profile, whether they need more starts. */
export function stagesOf({ directory, server }: Plan, scenario: Scenario): Further {
  const header = readHeader(directory);
  const judge = { specs: [scenario], kind: SERVERS[server], profile: readProfile(server) };
  return (results) => furtherStartsOf({ ...header, timelines: [] }, results, judge);
}
