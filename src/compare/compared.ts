import { decided, decidedAtOnce, type Outcome, suspectsOf } from '../difference/decide';
import { type Difference, isSameClaim } from '../difference/differences';

/** A difference with what is told of it, and the stage that decided. */
export interface Compared {
  readonly difference: Difference;
  readonly outcome: Outcome;
  readonly stage: 1 | 2;
}

/** What both stages come to. `again` is of the suspects only; by what law a cost grows is judged there for the first time. */
export function inStages(first: readonly Difference[], again: readonly Difference[]): Compared[] {
  const suspects = suspectsOf(first);
  const orders = again.filter(({ kind }) => kind === 'order');
  return [
    ...first.map((one): Compared => {
      const failed = again.find(({ scenario, kind }) => scenario === one.scenario && kind === 'status');
      const second = again.find((other) => isSameClaim(other, one)) ?? failed ?? null;
      const outcome = decided(one, second, suspects);
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
