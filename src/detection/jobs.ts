import type { Judge } from '../budget/judge';
import type { Profile } from '../budget/profile';
import { type ServerName, serverKind } from '../containers/server';
import type { Scenario } from '../scenario/scenario';
import { falseAlarmsOf, type Resampling, type ScenarioAlarms } from './false-alarms';
import { faultNamed } from './faults';
import type { Fold } from './held-out';
import { type PlantedRow, plantedIn, type Tries } from './planted';
import type { GateRecord } from './record';

/** One scenario of one server: all that is asked about it. Plain data, since it goes to another thread. */
export interface Job {
  readonly server: ServerName;
  readonly scenario: string;
  readonly profile: Profile;
  readonly folds: readonly Fold[];
  /** Records with a planted fault, by its name. */
  readonly faults: readonly { readonly name: string; readonly records: readonly GateRecord[] }[];
  readonly resampling: Resampling;
  readonly tries: Tries;
}

export interface JobOutcome {
  readonly server: ServerName;
  readonly alarms: ScenarioAlarms;
  readonly planted: readonly PlantedRow[];
}

export function runJob(job: Job, specs: readonly Scenario[]): JobOutcome {
  const { server, scenario, profile, folds, resampling, tries } = job;
  const judge: Judge = { specs, kind: serverKind(server), profile };
  const planted = job.faults.flatMap(({ name, records }) => {
    const fault = faultNamed(name);
    if (fault === undefined) throw new RangeError(`no fault is called ${name}`);
    return plantedIn(records, fault, folds, scenario, judge, tries);
  });
  return { server, alarms: falseAlarmsOf(folds, scenario, judge, resampling), planted };
}

/** Records with only what concerns one scenario: a whole gate is large. */
export function only(records: readonly GateRecord[], scenario: string): GateRecord[] {
  return records.map((record) => ({
    ...record,
    results: {
      ...record.results,
      scenarios: record.results.scenarios.filter(({ name }) => name === scenario),
      timelines: [],
    },
  }));
}
