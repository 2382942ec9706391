import {
  decided,
  decidedAtOnce,
  isSuspect,
  type Outcome,
  type Suspects,
  startNoise,
} from '../difference/decide';
import { claimOf, type Difference, isSameClaim } from '../difference/differences';

/** A difference with what is told of it, and the stage that decided. */
export interface Compared {
  readonly difference: Difference;
  readonly outcome: Outcome;
  readonly stage: 1 | 2;
}

/** What the second stage measures again. */
export function suspectsOf(first: readonly Difference[]): Suspects {
  const noise = startNoise(first);
  return { claims: first.filter((one) => isSuspect(one, noise)).map(claimOf), noise };
}

/** What both stages come to. `again` is of the suspects only; by what law a cost grows is judged there for the first time. */
export function inStages(first: readonly Difference[], again: readonly Difference[]): Compared[] {
  const { claims, noise } = suspectsOf(first);
  const tested = claims.filter(({ kind }) => kind === 'cost').length;
  const orders = again.filter(({ kind }) => kind === 'order');
  return [
    ...first.map((one): Compared => {
      const failed = again.find(({ scenario, kind }) => scenario === one.scenario && kind === 'status');
      const second = again.find((other) => isSameClaim(other, one)) ?? failed ?? null;
      const isSuspected = claims.some((claim) => isSameClaim(claim, one));
      const outcome = decided(one, second, { isSuspected, tested, noise });
      return { difference: second ?? one, outcome, stage: second === null ? 1 : 2 };
    }),
    ...orders.map((one): Compared => ({ difference: one, outcome: decidedAtOnce(one, 1), stage: 2 })),
    // What failed only in the second stage was no difference of the first.
    ...again
      .filter((one) => one.kind === 'status' && !first.some((other) => isSameClaim(other, one)))
      .map((one): Compared => ({ difference: one, outcome: decidedAtOnce(one, 1), stage: 2 })),
  ];
}

/** What two finished runs come to. */
export function atOnce(all: readonly Difference[]): Compared[] {
  const tested = all.filter(({ kind }) => kind === 'cost').length;
  return all.map((difference) => ({ difference, outcome: decidedAtOnce(difference, tested), stage: 1 }));
}
