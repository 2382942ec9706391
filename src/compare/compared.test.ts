import { join } from 'node:path';
import { BODY, Synthetic, syntheticRun } from '../budget/synthetic';
import { ROOT } from '../config/root';
import { EARLY, isSettled, LOOKS, type Outcome, suspectsOf } from '../difference/decide';
import { type Difference, differencesOf } from '../difference/differences';
import type { Results } from '../report/results';
import { loadScenarios } from '../scenario/registry';
import { atOnce, inStages } from './compared';

const specs = loadScenarios(join(ROOT, 'specs'));
const MOST = LOOKS.at(-1) ?? 0;

interface Cost {
  readonly cpu?: number;
  readonly peakMib?: number;
  readonly gets?: number;
}

/** A side of a stage: starts that differ by `luck`, on a host whose speed at the time both sides share. */
function side(cost: Cost, host: readonly number[], seed: number, luck: number): Results {
  const starts = host.length;
  const synthetic = new Synthetic(seed);
  const lucks = host.map((speed) => speed * (1 + luck * synthetic.normal()));
  const run = syntheticRun(
    {
      cpu: (k) => (5 + 0.01 * k) * (1 + (cost.cpu ?? 0)),
      peakMib: () => 3 + (cost.peakMib ?? 0),
      gets: (k) => k + (cost.gets ?? 0),
    },
    { seed, starts },
  );
  const slowed = run.scenarios.map((one) => ({
    ...one,
    samples: one.samples.map((sample) => ({
      ...sample,
      cpuMs: sample.cpuMs === null ? null : sample.cpuMs * (lucks[sample.start] ?? 1),
    })),
  }));
  return { ...run, scenarios: slowed };
}

function stage(head: Cost, pairs: number, seed: number, luck: number): Difference[] {
  const random = new Synthetic(seed);
  const host = Array.from({ length: pairs }, () => 1 + 0.2 * random.uniform());
  return differencesOf(side({}, host, 2 * seed + 1, luck), side(head, host, 2 * seed + 2, luck), {
    specs,
    paired: true,
    background: [],
    services: ['s3'],
  });
}

/** The second stage, which ends at the look after which more pairs would change nothing. */
function again(head: Cost, first: readonly Difference[], seed: number, luck: number): Difference[] {
  for (const pairs of [EARLY, ...LOOKS]) {
    const seen = stage(head, pairs, seed, luck);
    if (isSettled(seen, suspectsOf(first), pairs)) return seen;
  }
  return stage(head, MOST, seed, luck);
}

/** What both stages say of one metric. */
function said(head: Cost, metric: string, seed: number, luck = 0.03): Outcome {
  const first = stage(head, 1, 10 * seed, luck);
  const found = inStages(
    first,
    suspectsOf(first).claims.length > 0 ? again(head, first, 10 * seed + 5, luck) : [],
  ).filter(({ difference }) => difference.metric === metric);
  expect(found).toHaveLength(1);
  return found[0]?.outcome ?? 'open';
}

const TRIES = 40;
const rate = (head: Cost, metric: string, wanted: Outcome, luck?: number) =>
  Array.from({ length: TRIES }, (_, i) => said(head, metric, i + 1, luck)).filter((one) => one === wanted)
    .length / TRIES;

describe('two stages, on a host whose speed wanders by a fifth', () => {
  test.each(['cpu', 'peak', 'kept', 's3'])('equal servers show no difference in %s', (metric) => {
    expect(rate({}, metric, 'same')).toBe(1);
  });

  test.each([
    ['cpu', { cpu: 0.1 }],
    ['peak', { peakMib: 1 }],
    ['s3', { gets: 1 }],
  ] as const)('more %s is seen', (metric, head) => {
    expect(rate(head, metric, 'worse')).toBeGreaterThanOrEqual(0.95);
  });

  test.each([
    ['cpu', { cpu: -0.15 }],
    ['peak', { peakMib: -1 }],
    ['s3', { gets: -1 }],
  ] as const)('less %s is seen as well', (metric, head) => {
    expect(rate(head, metric, 'better')).toBeGreaterThanOrEqual(0.95);
  });

  test('a dose of one cost moves no other', () => {
    expect(rate({ peakMib: 1 }, 'cpu', 'same')).toBe(1);
    expect(rate({ gets: 1 }, 'peak', 'same')).toBe(1);
  });

  test('where starts differ too much to tell 10 %, it says that it cannot', () => {
    expect(rate({ cpu: 0.1 }, 'cpu', 'open', 0.15)).toBeGreaterThan(0.5);
    expect(rate({}, 'cpu', 'worse', 0.15)).toBe(0);
  });
});

test('a suspect of the first stage that the second does not bear out is noise', () => {
  const first = stage({ cpu: 0.2 }, 1, 1, 0.01);
  const outcome = inStages(first, stage({}, MOST, 2, 0.01)).find(
    ({ difference }) => difference.metric === 'cpu',
  );
  expect(outcome).toMatchObject({ outcome: 'same', stage: 2 });
});

test('a suspect that nobody measured again stays open', () => {
  const first = stage({ gets: 1 }, 1, 1, 0.01);
  expect(inStages(first, []).find(({ difference }) => difference.metric === 's3')?.outcome).toBe('open');
});

const broken = (run: Results, reason: string): Results => ({
  ...run,
  scenarios: run.scenarios.map((one) => ({ ...one, status: 'error' as const, reason, samples: [] })),
});

test.each([
  ['the head', (run: Results) => [run, broken(run, 'the server ended')] as const, 'worse'],
  ['the base', (run: Results) => [broken(run, 'the server ended'), run] as const, 'better'],
  ['both', (run: Results) => [broken(run, 'a'), broken(run, 'b')] as const, 'open'],
])('%s could not be measured', (_, sides, outcome) => {
  const run = syntheticRun({ cpu: () => 10 });
  const [base, head] = sides(run);
  const all = differencesOf(base, head, { specs, paired: true, background: [], services: ['s3'] });
  expect(all).toMatchObject([{ scenario: BODY, kind: 'status' }]);
  expect(inStages(all, all).map((one) => one.outcome)).toEqual([outcome]);
});

test('of two finished runs, whose starts are no pairs, the host is in the figures', () => {
  const of = (head: Cost, host: readonly number[]) =>
    atOnce(
      differencesOf(side({}, [1, 1.01, 0.99, 1, 1.02, 0.98], 1, 0.01), side(head, host, 2, 0.01), {
        specs,
        paired: false,
        background: [],
        services: ['s3'],
      }),
    ).find(({ difference }) => difference.metric === 'cpu')?.outcome;
  expect(of({}, [1, 1.01, 0.99, 1, 1.02, 0.98])).toBe('same');
  expect(of({ cpu: 0.25 }, [1, 1.01, 0.99, 1, 1.02, 0.98])).toBe('worse');
  expect(of({}, [1.25, 1.26, 1.24, 1.25, 1.27, 1.23])).toBe('worse');
});
