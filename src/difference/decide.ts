import { marginOf } from '../budget/budget';
import { median } from '../meter/median';
import { type Change, chanceOfLess, chanceOfMore } from './change';
import { type Claim, claimOf, type Difference, isSameClaim } from './differences';
import type { RequestChange } from './requests';

/** `open`: too noisy, or not measured often enough, to say either. */
export type Outcome = 'worse' | 'better' | 'same' | 'open';

/**
 * How often a comparison of two equal images may show any difference, whatever its parts have to do with each other
 * (Bonferroni): each look at each cost that comes to the second stage gets an equal part. The first stage, by which it came there, comes
 * on top.
 */
export const COMPARE_ALPHA = 1e-3;
/** What a comparison is for: 10 % of CPU time, 1 MiB. */
const TELLS = { cpu: Math.log(1.1), bytes: 1024 ** 2 } as const;
/**
 * Standard deviation of log(head / base) of one pair of server starts of equal images that its sizes share, and do not show by differing among
 * themselves: what the costs of the first stage say of it all together, by their median (most costs do not change; where they do, more is
 * suspected), but not less than `least`, and `few` where there are fewer than `costs` of them. Of 155 pairs of costs of 5 ms and more of
 * Dovecot and maddy, on 27 November 2026, the screening with `least` would have let 2 % go where the head costs 10 % more, and suspects 14 % of
 * equal ones; by one noise for all (0.04), whatever the sizes, 5 % and 14 %. Nothing is told from one pair.
 */
const START_NOISE = { least: 0.025, few: 0.06, costs: 8 } as const;
/**
 * As how many degrees of freedom it counts in what is told of one cost. Costs do differ in how they scatter: of 21 of Dovecot, on 29 November 2026,
 * with 4 to 12 pairs each, 0.01 to 0.11 about a middle of 0.04.
 */
const NOISE_DF = 4;
/** Median of the absolute values times this is the standard deviation of normal ones. */
const OF_MEDIAN = 1.4826;
/** Of changes as large as TELLS, how many may be taken for "the same" at one look: they must be told in 95 of 100 cases, after several. */
const SAME_ALPHA = 0.01;
/** Of regressions as large as TELLS, the share that the screening lets through to be measured again is 95 %. */
const SCREENED = 1.645;

/**
 * Pairs of server starts after which the second stage looks whether more could change what is told. Not fewer than 6: few pairs are alike by
 * chance too often, and 4 to begin with gave false alarms in 2 of 50 comparisons that were resampled from three recorded pairs each.
 */
export const LOOKS = [6, 12, 24, 48] as const;
/** Pairs after which it ends where all suspects are the same. */
export const EARLY = 4;

/** What the second stage measures again. */
export interface Suspects {
  readonly claims: readonly Claim[];
  /** Standard deviation of log(head / base) of one pair of starts, as the first stage shows it. */
  readonly noise: number;
}

/** What of a first stage the second measures again. */
export function suspectsOf(first: readonly Difference[]): Suspects {
  const noise = startNoise(first);
  return { claims: first.filter((one) => isSuspect(one, noise)).map(claimOf), noise };
}

/** The noise by which the CPU times of a first stage are screened. */
function startNoise(all: readonly Difference[]): number {
  const each = all.flatMap((one) =>
    one.kind === 'cost' && one.change.metric === 'cpu' ? [Math.abs(one.change.by)] : [],
  );
  if (each.length < START_NOISE.costs) return START_NOISE.few;
  return Math.max(START_NOISE.least, OF_MEDIAN * median(each));
}

/**
 * Whether a difference of the first stage is worth measuring again. CPU time of one pair says little, so only what excludes a regression
 * is left out; an improvement must show itself.
 */
function isSuspect(one: Difference, noise: number): boolean {
  if (one.kind === 'requests') return one.changes.length > 0;
  if (one.kind === 'order') return isBroken(one) || isMended(one);
  if (one.kind === 'status') return one.base === null || one.head === null;
  const { change } = one;
  if (change.metric !== 'cpu') return Math.abs(change.by) >= least(change);
  const error = Math.hypot(noise / Math.sqrt(Math.max(1, change.pairs)), change.sizesError);
  return change.by + SCREENED * error >= most(change) || change.by <= -most(change);
}

/**
 * Whether the second stage ends after so many pairs of starts, because more would change nothing that is told of the suspects among these,
 * which share the alpha. Before the first look it ends where all are the same, and nothing else is told.
 */
export function isSettled(all: readonly Difference[], suspects: Suspects, pairs: number): boolean {
  if (pairs < LOOKS[0]) return !isAnyOther(all, suspects);
  return !outcomesOf(all, suspects).includes('open');
}

/** Whether some cost of the suspects among these is not the same, as far as is known by now. */
export function isAnyOther(all: readonly Difference[], suspects: Suspects): boolean {
  return outcomesOf(all, suspects).some((outcome) => outcome !== 'same');
}

function outcomesOf(all: readonly Difference[], suspects: Suspects): Outcome[] {
  return all
    .filter((one) => isAmong(one, suspects))
    .flatMap((one) => (one.kind === 'cost' ? [surelyAmong(one.change, suspects)] : []));
}

function isAmong(one: Difference, { claims }: Suspects): boolean {
  return claims.some((claim) => isSameClaim(claim, one));
}

function surelyAmong(change: Change, { claims, noise }: Suspects): Outcome {
  const tested = claims.filter(({ kind }) => kind === 'cost').length;
  return surely(moderated(change, noise), COMPARE_ALPHA / (Math.max(1, tested) * LOOKS.length));
}

/**
 * What is told of a difference that was suspected or not. `again`: the same of the second stage, in fresh containers; null where there was
 * none. The costs among the suspects share the alpha.
 */
export function decided(first: Difference, again: Difference | null, suspects: Suspects): Outcome {
  if (first.kind === 'status' && first.base !== null && first.head !== null) return 'open';
  if (!isAmong(first, suspects)) return 'same';
  if (again === null || again.kind !== first.kind) return 'open';
  if (again.kind === 'requests' && first.kind === 'requests') {
    const [was, is] = [directionOf(first.changes), directionOf(again.changes)];
    return was === is ? is : 'same';
  }
  if (again.kind === 'order') return isBroken(again) ? 'worse' : isMended(again) ? 'better' : 'same';
  if (again.kind === 'status') return again.base === null ? 'worse' : again.head === null ? 'better' : 'open';
  if (first.kind !== 'cost' || again.kind !== 'cost') return 'open';
  const sure = surelyAmong(again.change, suspects);
  // The sign alone of one pair is luck: only a first stage that saw as much of the opposite contradicts the second.
  const isOpposed =
    Math.sign(first.change.by) !== Math.sign(again.change.by) &&
    Math.abs(first.change.by) >= most(first.change);
  return isOpposed && sure !== 'open' ? 'same' : sure;
}

/** The same from one stage alone, as two finished runs are: all of their costs share the alpha. */
export function decidedAtOnce(one: Difference, tested: number): Outcome {
  if (one.kind !== 'cost') return decided(one, one, suspectsOf([one]));
  return surely(one.change, COMPARE_ALPHA / Math.max(1, tested));
}

/**
 * The change with what the first stage has shown of all costs together counted as so many pairs of this one: what few pairs show by themselves of
 * how they scatter is itself a matter of luck (Smyth, "Linear models and empirical Bayes methods for assessing differential expression",
 * Statistical Applications in Genetics and Molecular Biology 3, 2004). CPU time of pairs only: other costs do not scatter alike.
 */
function moderated(change: Change, noise: number): Change {
  const { metric, error, df, pairs } = change;
  if (metric !== 'cpu' || error === null) return change;
  const variance = (NOISE_DF * noise ** 2 + df * error ** 2 * pairs) / (NOISE_DF + df);
  return { ...change, error: Math.sqrt(variance / pairs), df: NOISE_DF + df };
}

/** Large enough to matter, and surer than luck. */
function surely(change: Change, alpha: number): Outcome {
  const up = chanceOfMore(change, 0);
  const asMuch = chanceOfLess(change, most(change));
  if (up === null || asMuch === null) return 'open';
  if (Math.abs(change.by) >= least(change)) {
    if (change.by > 0 && up <= alpha) return 'worse';
    if (change.by < 0 && 1 - up <= alpha) return 'better';
  }
  // That nothing became better need not be as sure as that nothing became worse.
  return change.by > -most(change) && asMuch <= SAME_ALPHA ? 'same' : 'open';
}

/** The change that must not go unseen: of small costs the margin that a budget leaves is more than that. */
function most(change: Change): number {
  return Math.max(least(change), change.metric === 'cpu' ? TELLS.cpu : TELLS.bytes);
}

/** The least change that is worth telling, in the change's own terms: what a budget leaves above its profile too. */
export function least({ metric, base }: Change): number {
  const margin = marginOf(metric, base);
  return metric === 'cpu' ? Math.log1p(margin / base) : margin;
}

function directionOf(changes: readonly RequestChange[]): Outcome {
  const more = changes.some(({ base, head }) => head[0] > base[1]);
  // More of one kind and fewer of another is for a person to weigh; a gate asks about what became more.
  return more ? 'worse' : changes.length > 0 ? 'better' : 'same';
}

type Order = Extract<Difference, { kind: 'order' }>;

function isBroken({ base, head }: Order): boolean {
  return keeps(base) && head.outcome === 'fail';
}

function isMended({ base, head }: Order): boolean {
  return base.outcome === 'fail' && keeps(head);
}

function keeps({ outcome }: Order['base']): boolean {
  return outcome === 'pass' || outcome === 'exception';
}
