import { jStat } from 'jstat';

/**
 * How sure a judgement must be. A whole gate of one server may alarm falsely less than once in 10,000 times, whatever
 * its verdicts have to do with each other (Bonferroni), so each look at each verdict gets an equal part of that:
 * 0.0001 / (500 verdicts x 3 looks that can fail) = 6.7e-8. Some 55 scenarios have 5 verdicts each that need statistics (growth of CPU and
 * peak; budgets of CPU, peak and kept memory), and those of CPU are two, over all sizes and at the largest, which is 330; counts need none. The number is fixed, so that one
 * scenario alone is judged as it was in the whole gate.
 */
export const GATE_ALPHA = 1e-4;
export const MOST_VERDICTS = 500;

/** Server starts a size at which a verdict is looked at; further looks would be optional stopping. */
export const STAGES = [1, 3, 6, 12] as const;
export const LAST_STAGE = STAGES[STAGES.length - 1] as number;

/** Server starts below which nothing fails: one start may be out of luck, and of two nobody knows which. */
export const LEAST_TO_FAIL = STAGES[1];

export const FAIL_ALPHA = GATE_ALPHA / (MOST_VERDICTS * (STAGES.length - 1));

/** A regression as large as the bound passes at most once in a hundred times. */
export const PASS_ALPHA = 0.01;

/** Student's t: how many standard errors a one-sided bound at `alpha` lies from the estimate. */
export function standardErrors(alpha: number, degreesOfFreedom: number): number {
  return -jStat.studentt.inv(alpha, degreesOfFreedom);
}

/** Further starts a size up to the next look; 0 after the last. */
export function furtherStarts(starts: number): number {
  const next = STAGES.find((stage) => stage > starts);
  return next === undefined ? 0 : next - starts;
}
