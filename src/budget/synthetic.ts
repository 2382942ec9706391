import { Random } from '../mailbox/random';
import type { Point } from './points';

/** Samples of a known law and noise, for the tests of the judgements: seeded, so that a test says the same each time. */
export class Synthetic {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  uniform(): number {
    return this.random.next() / 2 ** 32;
  }

  /** Of mean 0 and standard deviation 1 (Box and Muller, 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Six sizes that double: N = k = 100 to 3,200 mails of `mail(k)` bytes each. */
  points(options: {
    cost(k: number): number;
    starts: number;
    /** Standard deviation, as a share of the cost, and absolute. */
    share?: number;
    absolute?: number;
    /** Part of the starts that cost up to twice as much, as on a host with a neighbour. */
    outliers?: number;
    /** A garbage collector's phase: uniformly up to this share more or less. */
    saw?: number;
  }): Point[] {
    const { cost, starts, share = 0, absolute = 0, outliers = 0, saw = 0 } = options;
    return [100, 200, 400, 800, 1600, 3200].map((k) => ({
      variables: { N: k, k, B: k * 4096, M: 4096, U: 1 },
      bound: 0,
      values: Array.from({ length: starts }, () => {
        const luck = this.uniform() < outliers ? this.uniform() : 0;
        const phase = saw * (2 * this.uniform() - 1);
        return cost(k) * (1 + share * this.normal() + luck + phase) + absolute * this.normal();
      }),
    }));
  }
}

/** How often each outcome comes in `tries` judgements. */
export function outcomes(
  tries: number,
  judge: () => { readonly outcome: string },
): { pass: number; fail: number; inconclusive: number } {
  const counted = { pass: 0, fail: 0, inconclusive: 0 };
  for (let i = 0; i < tries; i += 1) counted[judge().outcome as keyof typeof counted] += 1;
  return counted;
}
