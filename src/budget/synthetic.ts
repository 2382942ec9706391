import { Random } from '../mailbox/random';
import type { Point } from '../report/points';
import type { Results, ScenarioResult } from '../report/schema';
import { cpuSample, measured, memorySample, results } from '../report/synthetic';

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
    /** Standard deviation of a factor that all sizes of one start share. */
    luck?: number;
    /** Part of the starts that cost up to twice as much, as on a host with a neighbour. */
    outliers?: number;
    /** A garbage collector's phase: uniformly up to this share more or less. */
    saw?: number;
  }): Point[] {
    const { cost, starts, share = 0, absolute = 0, outliers = 0, saw = 0, luck: each = 0 } = options;
    const lucks = Array.from({ length: starts }, () => 1 + each * this.normal());
    return [100, 200, 400, 800, 1600, 3200].map((k) => ({
      variables: { N: k, k, B: k * 4096, M: 4096, U: 1 },
      bound: 0,
      starts: Array.from({ length: starts }, (_, start) => start),
      values: lucks.map((start) => {
        const luck = this.uniform() < outliers ? this.uniform() : 0;
        const phase = saw * (2 * this.uniform() - 1);
        return start * cost(k) * (1 + share * this.normal() + luck + phase) + absolute * this.normal();
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

/** The scenario of `syntheticRun`. */
export const BODY = 'FETCH BODY.PEEK[] reads each mail once and holds one at a time';

/** A run of one scenario at six sizes: what it costs at k mails of 4 KiB. */
export function syntheticRun(
  cost: { cpu(k: number): number; peakMib?(k: number): number; gets?(k: number): number },
  change: { seed?: number; starts?: number } = {},
): Results {
  const { seed = 1, starts = 3 } = change;
  const { cpu, peakMib = () => 3, gets = (k) => k } = cost;
  const synthetic = new Synthetic(seed);
  const scenarios = synthetic
    .points({ cost: cpu, share: 0.02, starts })
    .map(({ variables, values }): ScenarioResult => {
      const requests = { 's3:GetObject': gets(variables.k) };
      const samples = values.flatMap((value, start) => [
        memorySample(start, peakMib(variables.k) + 0.05 * synthetic.normal()),
        cpuSample(start, 'steady', value, requests, {
          retainedRssBytes: 4096,
          sources: {
            startRssBytes: 'x',
            peakRssBytes: 'x',
            anonBytes: 'x',
          },
        }),
      ]);
      return measured(BODY, { variables, samples });
    });
  return results(scenarios);
}
