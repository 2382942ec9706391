import type { Term } from '../scenario/laws';
import { judgeGrowth } from './growth';
import { outcomes, Synthetic } from './synthetic';

const MIB = 1024 ** 2;
const TOP = 3200;
const TRIES = 100;

type Law = readonly [name: string, terms: Term[], cost: (k: number) => number];

const KEEPS: readonly Law[] = [
  ['O(1): constant', [], () => 10],
  ['O(1): a plateau', [], (k) => 5 * Math.min(1, k / 400)],
  ['O(k): proportional', ['k'], (k) => 0.2 + 0.01 * k],
  ['O(k): 40 % fixed', ['k'], (k) => 4 + (6 * k) / TOP],
  ['O(k): k log k', ['k'], (k) => 0.001 * k * Math.log2(k)],
  ['O(k): a plateau', ['k'], (k) => 10 * Math.min(1, k / 800)],
  ['O(k): constant', ['k'], () => 10],
];

const BREAKS: readonly Law[] = [
  ['O(1): k, 40 % fixed', [], (k) => 4 + (6 * k) / TOP],
  ['O(1): k^2', [], (k) => 1 + 9 * (k / TOP) ** 2],
  ['O(k): k^2', ['k'], (k) => 0.2 + 10 * (k / TOP) ** 2],
];

const cpu = (
  law: Law,
  seed: number,
  noise: Omit<Parameters<Synthetic['points']>[0], 'cost'>,
  tries = TRIES,
) => {
  const [, terms, cost] = law;
  const synthetic = new Synthetic(seed);
  return outcomes(tries, () =>
    judgeGrowth(synthetic.points({ cost, absolute: 0.05, ...noise }), terms, 'cpu'),
  );
};

describe.each(KEEPS)('%s', (...law) => {
  it('passes where starts differ as a whole', () => {
    const { fail, inconclusive } = cpu(law, 5, { share: 0.025, starts: 3, luck: 0.2 });
    expect({ fail, rare: inconclusive <= 0.02 * TRIES }).toEqual({ fail: 0, rare: true });
  });

  it('passes with little noise', () => {
    const { fail, inconclusive } = cpu(law, 1, { share: 0.025, starts: 3 });
    expect({ fail, rare: inconclusive <= 0.02 * TRIES }).toEqual({ fail: 0, rare: true });
  });

  it.each([
    ['one start a size', { share: 0.03, starts: 1 }],
    ['much noise', { share: 0.08, starts: 3 }],
    ['luck that all sizes of a start share', { share: 0.02, starts: 3, luck: 0.3 }],
    ['a noisy neighbour', { share: 0.03, starts: 3, outliers: 0.1 }],
    ['a saw-tooth', { share: 0.01, starts: 3, saw: 0.2 }],
  ])('never fails with %s', (_, noise) => {
    expect(cpu(law, 2, noise).fail).toBe(0);
  });
});

describe.each(BREAKS)('%s', (...law) => {
  it('fails by the second look with little noise, by the third with much', () => {
    const first = cpu(law, 3, { share: 0.03, starts: 3 });
    expect(first.pass).toBe(0);
    expect(cpu(law, 4, { share: 0.03, starts: 6 }, 60)).toEqual({ pass: 0, fail: 60, inconclusive: 0 });
    expect(cpu(law, 5, { share: 0.08, starts: 12 }, 20).fail).toBe(20);
  });
});

describe('memory of a command that may hold one mail at a time', () => {
  const peak = (cost: (k: number) => number, seed: number) => {
    const synthetic = new Synthetic(seed);
    const noise = { share: 0.02, absolute: 0.3 * MIB, starts: 3 };
    return outcomes(TRIES, () => judgeGrowth(synthetic.points({ cost, ...noise }), ['M'], 'peak'));
  };

  it('O(M): passes where it does, and where a garbage collector makes a plateau', () => {
    expect(peak(() => 30 * MIB, 6)).toEqual({ pass: TRIES, fail: 0, inconclusive: 0 });
    expect(peak((k) => Math.min(20, 2 + k / 20) * MIB, 7)).toEqual({ pass: TRIES, fail: 0, inconclusive: 0 });
  });

  it('O(B): fails where it holds all of them', () => {
    expect(peak((k) => 2 * MIB + k * 4096, 8)).toEqual({ pass: 0, fail: TRIES, inconclusive: 0 });
  });
});

it('says how large the part above the law is', () => {
  const exact = new Synthetic(9).points({ cost: (k) => 1 + 9 * (k / TOP) ** 2, starts: 3 });
  const { lower, upper, allowed } = judgeGrowth(exact, ['k'], 'cpu');
  expect(lower).toBeCloseTo(9, 6);
  expect(upper).toBeCloseTo(9, 6);
  expect(allowed).toBeCloseTo(4, 6);
});

it('refuses sizes that do not double, with those there are', () => {
  const points = new Synthetic(10).points({ cost: () => 1, starts: 3 });
  expect(() => judgeGrowth(points.slice(0, 2), [], 'cpu')).toThrow(
    'growth needs 6 sizes that double, and there are N = 100, 200',
  );
  const [first] = points;
  if (first === undefined) throw new Error('no point');
  expect(() => judgeGrowth([first, ...points.slice(0, 5)], [], 'cpu')).toThrow('N = 100, 100, 200');
});

describe('on one start', () => {
  const points = (cost: (k: number) => number) =>
    new Synthetic(11).points({ cost, share: 0.05, absolute: 0.02, starts: 1 });
  const scatter = { variance: 0.05 ** 2, df: 25 };
  const judged = (cost: (k: number) => number, profile: typeof scatter | null = scatter) =>
    judgeGrowth(points(cost), ['k'], 'cpu', profile).outcome;

  it("the profile's noise between sizes lets what is clear pass", () => {
    expect(judged((k) => 2 + 0.05 * k)).toBe('pass');
  });

  it('another order of growth does not pass, and does not fail yet', () => {
    expect(judged((k) => 2 + 200 * (k / 3200) ** 2)).toBe('inconclusive');
    expect(judged((k) => 2 + 200 * (k / 3200) ** 2, null)).toBe('inconclusive');
  });
});

it('memory that grows by less than its counters may be off by is told by a profile that knows their scatter, and by nothing else', () => {
  const points = new Synthetic(10)
    .points({ cost: (k) => MIB + 2 * MIB * (k / TOP), absolute: 4096, starts: 3 })
    .map((point) => ({ ...point, bound: 7 * 384 * 1024 }));
  const judged = (profile: { variance: number; df: number } | null) =>
    judgeGrowth(points, [], 'peak', profile).outcome;
  expect([judged({ variance: 4096 ** 2, df: 25 }), judged(null)]).toEqual(['fail', 'pass']);
});
