import type { Point } from '../report/points';
import { judgeBudget } from './budget';
import { outcomes, Synthetic } from './synthetic';

const MIB = 1024 ** 2;
const TRIES = 100;
const PROFILE_STARTS = 12;
/** Sizes whose independent noise one start averages. */
const SIZES = 6;

/** A profile taken from starts of its own, with their luck. */
function cpu(
  seed: number,
  factor: number,
  share: number,
  starts: number,
  change: { outliers?: number; luck?: number } = {},
) {
  const synthetic = new Synthetic(seed);
  const cost = (k: number) => 6 + 0.01 * k;
  const noise = Math.hypot(share / Math.sqrt(SIZES), change.luck ?? 0);
  return outcomes(TRIES, () => {
    const luck = 1 + (noise / Math.sqrt(PROFILE_STARTS)) * synthetic.normal();
    const points = synthetic.points({
      cost: (k) => factor * cost(k),
      share,
      absolute: 0.05,
      starts,
      ...change,
    });
    return judgeBudget(
      points,
      expected(points, (k) => luck * cost(k), noise),
      'cpu',
    );
  });
}

function peak(seed: number, more: number, noise: number, starts: number) {
  const synthetic = new Synthetic(seed);
  return outcomes(TRIES, () => {
    const spread = noise / Math.sqrt(SIZES);
    const luck = (spread / Math.sqrt(PROFILE_STARTS)) * synthetic.normal();
    const points = synthetic.points({ cost: () => 3 * MIB + more, absolute: noise, starts });
    return judgeBudget(
      points,
      expected(points, () => 3 * MIB + luck, spread),
      'peak',
    );
  });
}

function expected(points: readonly Point[], cost: (k: number) => number, noise: number) {
  const costs = points.map(({ variables }) => cost(variables.k));
  return { costs, noise, scatter: null, starts: PROFILE_STARTS };
}

describe('an unchanged server', () => {
  it.each([
    [0.02, 3],
    [0.03, 6],
    [0.05, 12],
  ])('passes with CPU noise of %d on %d starts a size', (share, starts) => {
    const { fail, inconclusive } = cpu(1, 1, share, starts);
    expect({ fail, rare: inconclusive <= 0.02 * TRIES }).toEqual({ fail: 0, rare: true });
  });

  it.each([
    [0.005, 3],
    [0.015, 12],
  ])('passes with luck of %d that all sizes of a start share, on %d starts', (luck, starts) => {
    const { fail, inconclusive } = cpu(8, 1, 0.02, starts, { luck });
    expect({ fail, rare: inconclusive <= 0.02 * TRIES }).toEqual({ fail: 0, rare: true });
  });

  it('passes on a noisy host as often as on a quiet one', () => {
    const { fail, inconclusive } = cpu(12, 1, 0.02, 12, { luck: 0.08 });
    expect({ fail, rare: inconclusive <= 0.02 * TRIES }).toEqual({ fail: 0, rare: true });
  });

  it.each([3, 6, 12])('never fails by the luck of its starts, on %d of them', (starts) => {
    expect(cpu(9, 1, 0.02, starts, { luck: 0.1 }).fail).toBe(0);
  });

  it('passes with memory noise', () => {
    expect(peak(2, 0, 0.2 * MIB, 3)).toEqual({ pass: TRIES, fail: 0, inconclusive: 0 });
  });

  it.each([1, 3, 12])('never fails on a noisy host, on %d starts a size', (starts) => {
    expect(cpu(3, 1, 0.03, starts, { outliers: 0.1 }).fail).toBe(0);
  });

  it('that got better is told', () => {
    const points = new Synthetic(4).points({ cost: () => 8, share: 0.02, starts: 6 });
    expect(
      judgeBudget(
        points,
        expected(points, () => 10, 0.02),
        'cpu',
      ),
    ).toMatchObject({ outcome: 'pass', better: true });
    expect(
      judgeBudget(
        points,
        expected(points, () => 8, 0.02),
        'cpu',
      ),
    ).toMatchObject({ outcome: 'pass', better: false });
  });
});

describe('a regression', () => {
  it.each([
    [0.01, 6],
    [0.03, 12],
  ])('of +10 % CPU is caught with noise of %d by %d starts a size', (share, starts) => {
    const { pass, fail } = cpu(5, 1.1, share, starts);
    expect({ pass, often: fail >= 0.95 * TRIES }).toEqual({ pass: 0, often: true });
  });

  it.each([
    [0.1 * MIB, 3],
    [0.2 * MIB, 6],
    [0.3 * MIB, 12],
  ])('of +1 MiB is caught with noise of %d bytes by %d starts a size', (noise, starts) => {
    const { pass, fail } = peak(6, MIB, noise, starts);
    expect({ pass, often: fail >= 0.95 * TRIES }).toEqual({ pass: 0, often: true });
  });

  it('is caught as far as the noise of the profile lets it be told', () => {
    const [small, large] = [cpu(11, 1.1, 0.02, 12, { luck: 0.08 }), cpu(11, 2, 0.02, 12, { luck: 0.08 })];
    expect(small.fail).toBe(0);
    expect({ pass: large.pass, often: large.fail >= 0.9 * TRIES }).toEqual({ pass: 0, often: true });
  });

  it('is told as the cost at the largest size', () => {
    const points = new Synthetic(7).points({ cost: () => 12, share: 0.001, starts: 3 });
    const { lower, upper, allowed, outcome } = judgeBudget(
      points,
      expected(points, () => 10, 0.001),
      'cpu',
    );
    expect(outcome).toBe('fail');
    expect(allowed).toBeCloseTo(10.4, 6);
    expect([lower > 11.9, upper < 12.1]).toEqual([true, true]);
  });
});

describe('at the largest size alone', () => {
  const TOP = 3200;
  const SCATTER = 0.06;
  const LUCK = 0.06;
  /** CPU that is proportional to k, and so much of the cost at the largest size that grows with k^2. */
  const grown = (by: number, starts: number, scatter: number | null = SCATTER) => {
    const synthetic = new Synthetic(10);
    const cost = (k: number) => 1 + 0.01 * k;
    const noise = Math.hypot(SCATTER / Math.sqrt(SIZES), LUCK);
    return outcomes(TRIES, () => {
      const luck = 1 + (noise / Math.sqrt(PROFILE_STARTS)) * synthetic.normal();
      const points = synthetic.points({
        cost: (k) => cost(k) + by * cost(TOP) * (k / TOP) ** 2,
        share: SCATTER,
        luck: LUCK,
        starts,
      });
      return judgeBudget(points, { ...expected(points, (k) => luck * cost(k), noise), scatter }, 'cpu');
    });
  };

  it.each([1, 3, 6, 12])('an unchanged server never fails, on %d starts', (starts) => {
    const { fail, inconclusive } = grown(0, starts);
    expect({ fail, rare: inconclusive <= 0.02 * TRIES }).toEqual({ fail: 0, rare: true });
  });

  it('a cost that has come to grow by another order is caught, which all sizes together average away', () => {
    const { pass, fail } = grown(1, 12);
    expect({ pass, often: fail >= 0.9 * TRIES }).toEqual({ pass: 0, often: true });
    expect(grown(1, 12, null).fail).toBeLessThan(0.5 * TRIES);
  });
});

describe('a look that is not the last', () => {
  const noise = 100 * 1024;
  const passes = (more: number, starts: number) => peak(7, more, noise, starts).pass;

  it('lets an unchanged server pass on one start', () => {
    expect(passes(0, 1)).toBeGreaterThanOrEqual(0.98 * TRIES);
  });

  it('lets nothing pass that the last look would fail', () => {
    expect(passes(MIB, 1)).toBe(0);
    expect(peak(8, MIB, noise, 12).fail).toBeGreaterThanOrEqual(0.95 * TRIES);
  });
});

it('what the counters of seven processes may be off by hides no MiB', () => {
  const judged = (more: number) => {
    const points = new Synthetic(9)
      .points({ cost: () => 0.3 * MIB + more, absolute: 4096, starts: 3 })
      .map((point) => ({ ...point, bound: 7 * 384 * 1024 }));
    return judgeBudget(
      points,
      expected(points, () => 0.3 * MIB, 4096),
      'peak',
    ).outcome;
  };
  expect([judged(0), judged(MIB)]).toEqual(['pass', 'fail']);
});
