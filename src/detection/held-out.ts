import { asOne } from '../budget/calibration';
import type { Judge } from '../budget/judge';
import type { Profile } from '../budget/profile';
import { takeProfile } from '../budget/take-profile';
import { Failure } from '../config/failure';
import type { RunHeader } from '../report/schema';
import { entriesOf, poolOf } from './pool';
import { CONDITIONS, type Condition, type GateRecord } from './record';

/** A division of the records: a profile is taken from some, and gates are made from the others. */
export interface Fold {
  readonly held: readonly GateRecord[];
  readonly others: readonly GateRecord[];
}

/** Gates of each condition that a fold holds out, where there are enough: of one start at least, which makes the 6 that --update takes. */
const HELD_OUT = 6;

/** Divisions in which each gate is held out once, with as many of either condition as there are. Throws RangeError below two gates. */
export function foldsOf(records: readonly GateRecord[]): Fold[] {
  const of = (wanted: Condition) => records.filter(({ condition }) => condition === wanted);
  const sizes = CONDITIONS.map((condition) => of(condition).length).filter((size) => size > 0);
  const fewest = Math.min(...sizes);
  if (!(fewest >= 2)) throw new RangeError('a profile from gates held out needs two gates of each condition');
  const folds = Math.max(2, Math.floor(fewest / HELD_OUT));
  return Array.from({ length: folds }, (_, fold) => {
    const isHeld = new Set(
      CONDITIONS.flatMap((condition) => of(condition).filter((__, i) => i % folds === fold)),
    );
    return {
      held: records.filter((record) => isHeld.has(record)),
      others: records.filter((record) => !isHeld.has(record)),
    };
  });
}

/** Which of the gates held out a profile is taken from: people take theirs on a quiet machine, or on one like their CI's. */
export const PROFILED = ['quiet', 'neighbour', 'both'] as const;
export type Profiled = (typeof PROFILED)[number];

/**
 * The profile of one scenario that `npx aerometer run --update` would take from these gates, on top of the server's exceptions.
 * `why` says where there is none: then laws and counts judge alone.
 */
export function profileOf(
  records: readonly GateRecord[],
  scenario: string,
  judge: Judge,
): { profile: Profile; why: string | null } {
  const bare: Profile = { ...judge.profile, taken: null, scenarios: {} };
  const [first] = records;
  if (first === undefined) return { profile: bare, why: 'no gate was held out' };
  const pool = poolOf(records, scenario);
  const scenarios = entriesOf(pool, ({ starts }) => CONDITIONS.flatMap((condition) => starts[condition]));
  if (scenarios.length === 0) return { profile: bare, why: 'no gate held out has measured it' };
  try {
    const calibrator = asOne(records.map((one) => one.results.calibrator));
    const results = { ...headerOf(first), calibrator, scenarios, timelines: [] };
    return { profile: takeProfile(results, judge.specs, judge.kind, bare), why: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { profile: bare, why: error.why };
  }
}

/** What its calibrator says of the host is judged again, as everything that was recorded. */
export function headerOf({ results }: GateRecord): RunHeader {
  const { scenarios: _, timelines: __, ...header } = results;
  return { ...header, calibrator: asOne([header.calibrator]) };
}
