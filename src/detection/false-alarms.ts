import type { Judge } from '../budget/judge';
import { Random } from '../mailbox/random';
import type { Verdict } from '../report/schema';
import { type Fold, headerOf, PROFILED, type Profiled, profileOf } from './held-out';
import { has, type Pool, poolOf } from './pool';
import { CONDITIONS, type Condition, type GateRecord } from './record';
import { drawnOnce, judgeInStages } from './staged';

/** What gates are made of: so many of one server. */
export interface Resampling {
  readonly gates: number;
  readonly seed: number;
}

/** What one kind of verdict of a scenario came to over all gates. */
export interface Tally {
  readonly metric: string;
  readonly kind: string;
  verdicts: number;
  alarms: number;
  inconclusive: number;
  unfit: number;
}

/** One scenario in all resampled gates of a server. */
export interface ScenarioAlarms {
  readonly scenario: string;
  readonly tallies: readonly Tally[];
  /** Gates (by number) in which it raised an alarm. */
  readonly alarmed: readonly number[];
  /** By kind of gate (kindName): verdicts, and those of them that decided nothing. */
  readonly byKind: Readonly<Record<string, { verdicts: number; undecided: number }>>;
  /** Gates in which it was judged, and the server starts that took in all. */
  readonly judged: number;
  readonly starts: number;
  /** What was not as it should be: no profile, starts left out. */
  readonly notes: readonly string[];
}

/** What a resampled gate stands for; the same for all its scenarios. */
export interface GateKind {
  readonly fold: number;
  readonly condition: Condition;
  readonly profiled: Profiled;
}

/** "quiet gate, neighbour profile": what stood beside a gate, and where its profile was taken. */
export function kindName({ condition, profiled }: GateKind): string {
  return `${condition} gate, ${profiled} profile`;
}

/** Gate `n`: conditions, kinds of profile and folds alternate, so that each combination is there as often. */
export function kindOf(n: number, folds: readonly Fold[]): GateKind {
  const conditions = CONDITIONS.filter((one) =>
    folds.some(({ held }) => held.some(({ condition }) => condition === one)),
  );
  const profiled: readonly Profiled[] = conditions.length > 1 ? PROFILED : conditions;
  const at = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
  return {
    condition: at(conditions, n),
    profiled: at(profiled, Math.floor(n / conditions.length)),
    fold: Math.floor(n / (conditions.length * profiled.length)) % folds.length,
  };
}

/**
 * One scenario in whole gates that are made of recorded server starts: its part of gate n is drawn with the seed of that gate, so
 * scenarios can be judged apart and joined by the gate's number. A gate's starts are all of one condition, as a real one's are.
 */
export function falseAlarmsOf(
  folds: readonly Fold[],
  scenario: string,
  judge: Judge,
  { gates, seed }: Resampling,
): ScenarioAlarms {
  const tallies = new Map<string, Tally>();
  const alarmed: number[] = [];
  const byKind: Record<string, { verdicts: number; undecided: number }> = {};
  const notes = new Set<string>();
  const pools = folds.map(({ others }) => poolOf(others, scenario));
  const profiles = new Map<string, Judge>();
  let [judged, starts] = [0, 0];
  for (let n = 0; n < gates; n += 1) {
    const kind = kindOf(n, folds);
    const { fold, condition, profiled } = kind;
    const [division, pool] = [folds[fold], pools[fold]];
    if (division === undefined || pool === undefined || !has(pool, condition)) continue;
    const id = `${fold} ${profiled}`;
    const by = profiles.get(id) ?? judgeWith(division, scenario, judge, profiled, notes);
    profiles.set(id, by);
    const random = new Random(seed, n, numberOf(scenario));
    const header = headerFor(division.others, condition, new Random(seed, n));
    const draw = drawnOnce(random, (series) => series.starts[condition]);
    const staged = judgeInStages(pool, header, by, draw);
    judged += 1;
    starts += staged.starts;
    for (const verdict of staged.verdicts) count(tallies, verdict);
    const name = kindName(kind);
    const known = byKind[name] ?? { verdicts: 0, undecided: 0 };
    const undecided = staged.verdicts.filter(
      ({ outcome }) => outcome === 'inconclusive' || outcome === 'unfit',
    );
    byKind[name] = {
      verdicts: known.verdicts + staged.verdicts.length,
      undecided: known.undecided + undecided.length,
    };
    if (staged.verdicts.some(({ outcome }) => outcome === 'fail')) alarmed.push(n);
  }
  for (const note of leftOut(pools)) notes.add(note);
  return { scenario, tallies: [...tallies.values()], alarmed, byKind, judged, starts, notes: [...notes] };
}

/** The header of one gate of this condition, the same for all scenarios of a resampled gate. */
export function headerFor(records: readonly GateRecord[], condition: Condition, random: Random) {
  return headerOf(random.pick(records.filter((record) => record.condition === condition)));
}

/** The judge of a fold: by the profile that the gates held out give. */
export function judgeWith(
  { held }: Fold,
  scenario: string,
  judge: Judge,
  profiled: Profiled,
  notes: Set<string>,
): Judge {
  const wanted = held.filter(({ condition }) => profiled === 'both' || condition === profiled);
  const { profile, why } = profileOf(wanted, scenario, judge);
  if (why !== null) notes.add(`no budget was judged by gates held out (${profiled}): ${why}`);
  return { ...judge, profile };
}

/** A number of a text, as Random takes them (FNV-1a). */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

function count(tallies: Map<string, Tally>, { metric, kind: how, outcome }: Verdict): void {
  // Whether counts agree is found out by looking; it is one judgement all the same.
  const kind = how === 'exact' || how === 'bound' ? 'count' : how;
  const id = `${metric} ${kind}`;
  const tally = tallies.get(id) ?? { metric, kind, verdicts: 0, alarms: 0, inconclusive: 0, unfit: 0 };
  tally.verdicts += 1;
  if (outcome === 'fail') tally.alarms += 1;
  if (outcome === 'inconclusive') tally.inconclusive += 1;
  if (outcome === 'unfit') tally.unfit += 1;
  tallies.set(id, tally);
}

function leftOut(pools: readonly Pool[]): string[] {
  const most = Math.max(0, ...pools.map((pool) => pool.leftOut));
  return most === 0 ? [] : [`${most} server start(s) lack a size that others have, and were left out`];
}
