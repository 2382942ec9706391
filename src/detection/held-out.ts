import { asOne } from '../budget/calibration';
import type { Judge } from '../budget/judge';
import type { Profile } from '../budget/profile';
import { takeProfile } from '../budget/take-profile';
import { Failure } from '../config/failure';
import type { RunHeader } from '../report/schema';
import { byHost, isOfHost } from './hosts';
import { entriesOf, poolOf } from './pool';
import { CONDITIONS, type GateRecord } from './record';

/** A division of one host's records: a profile is taken from some, and gates are made from the others. */
export interface Fold {
  readonly held: readonly GateRecord[];
  readonly others: readonly GateRecord[];
}

/** Gates of each condition that a fold holds out, where that leaves as many: of one start at least, which makes the 6 that --update takes. */
const HELD_OUT = 6;
/** Gates of each condition without which there is nothing to divide. */
const FEWEST = 2;

/**
 * Divisions of the records of each host: as many as it has gates of a condition, each with other ones held out. Hosts with too few
 * gates have none.
 */
export function foldsOf(records: readonly GateRecord[]): Fold[] {
  return byHost(records).flatMap((host) => {
    const conditions = CONDITIONS.map((wanted) => host.filter(({ condition }) => condition === wanted));
    const there = conditions.filter(({ length }) => length > 0);
    const folds = Math.min(...there.map(({ length }) => length));
    if (folds < FEWEST) return [];
    return Array.from({ length: folds }, (_, fold) => {
      const isHeld = new Set(there.flatMap((gates) => heldOf(gates, fold)));
      return {
        held: host.filter((record) => isHeld.has(record)),
        others: host.filter((record) => !isHeld.has(record)),
      };
    });
  });
}

/** Whether a gate was measured on the host of this division, and can be judged by its profile. */
export function isOfFold(record: GateRecord, { held }: Fold): boolean {
  return held.some((one) => isOfHost(record, one));
}

/** Half of them, from this one on, and at most as many as a profile needs. */
function heldOf(gates: readonly GateRecord[], from: number): GateRecord[] {
  const turned = [...gates.slice(from), ...gates.slice(0, from)];
  return turned.slice(0, Math.min(HELD_OUT, Math.ceil(gates.length / 2)));
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
