/** What a test of figures says, before it becomes a verdict. Amounts are in ms (cpu) or bytes. */
export interface Judgement {
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  /** What may be, and between what bounds the measured amount lies (one-sided, at FAIL_ALPHA and PASS_ALPHA). */
  readonly allowed: number;
  readonly lower: number;
  readonly upper: number;
  /** Standard error of the measured amount, or the stated error of the figures where that is larger. */
  readonly noise: number;
  /** What decides nothing yet, in words; empty where it is decided. */
  readonly open: string;
}
