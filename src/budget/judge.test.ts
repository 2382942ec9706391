import { SERVERS } from '../containers/server';
import type { Results, ScenarioResult } from '../report/schema';
import { measured, memorySample, results } from '../report/synthetic';
import { refuseContradictions } from './integrity';
import { judgeAll } from './judge';
import { emptyProfile, type Profile } from './profile';
import { BODY, Synthetic, syntheticRun } from './synthetic';
import { found, GOOD, judge, specs } from './synthetic-judge';
import { takeProfile } from './take-profile';

const because = 'a sentence that says why';
const MIB = 1024 ** 2;

describe('without a profile', () => {
  it('laws and counts judge, and it is said that budgets do not', () => {
    const { results, notes } = judge(syntheticRun(GOOD));
    expect(found(results, { metric: 's3' })).toEqual(Array(6).fill('pass'));
    expect(found(results, { kind: 'growth' })).toEqual(['pass', 'pass']);
    expect(found(results, { kind: 'budget' })).toEqual([]);
    expect(notes).toEqual(['budgets are not judged: maddy has no profile yet']);
  });

  it('one request too many, k^2 and memory that holds all mails are found, each by its metric', () => {
    expect(
      found(judge(syntheticRun({ ...GOOD, gets: (k) => k + 1 })).results, { outcome: 'fail' }),
    ).toHaveLength(6);
    const squared = judge(syntheticRun({ cpu: (k) => 2 + 200 * (k / 3200) ** 2 })).results;
    expect(found(squared, { metric: 'cpu', outcome: 'fail' })).toHaveLength(1);
    const holds = judge(syntheticRun({ ...GOOD, peakMib: (k) => 2 + (k * 4096) / MIB })).results;
    expect(found(holds, { metric: 'peak', outcome: 'fail' })).toHaveLength(1);
    expect(found(holds, { outcome: 'fail' })).toHaveLength(1);
  });

  it('the line that reproduces a verdict names image, scenario, sizes and seed', () => {
    const [verdict] = judge(syntheticRun(GOOD)).results.scenarios[0]?.verdicts ?? [];
    expect(verdict?.reproduce).toBe(
      `npx aerometer run --server maddy --image foxcpp/maddy@sha256:feed --scenario '${BODY}' --sizes 100,200,400,800,1600,3200 --seed 7`,
    );
  });

  it('where the mailbox is the inbox, that line names it', () => {
    const whole = syntheticRun(GOOD);
    const run = { ...whole.run, mailbox: { ...whole.run.mailbox, name: 'inbox' } };
    const [verdict] = judge({ ...whole, run }).results.scenarios[0]?.verdicts ?? [];
    expect(verdict?.reproduce).toMatch(/ --mailbox inbox --seed 7$/);
  });

  it('too few sizes decide nothing, and say what is missing', () => {
    const whole = syntheticRun(GOOD);
    const one = judge({ ...whole, scenarios: whole.scenarios.slice(0, 1) }).results;
    expect(found(one, { kind: 'growth' })).toEqual(['inconclusive', 'inconclusive']);
    expect(one.scenarios[0]?.verdicts[1]?.because).toContain('6 sizes that double, and there is N = 100');
  });

  it('one start lets what is clear pass, and fails nothing that statistics judge: that takes further ones', () => {
    const { results } = judge(syntheticRun(GOOD, { starts: 1 }));
    expect(found(results, { kind: 'growth' })).toEqual(['pass', 'pass']);
    const squared = judge(syntheticRun({ cpu: (k) => 2 + 200 * (k / 3200) ** 2 }, { starts: 1 })).results;
    const growth = squared.scenarios.at(-1)?.verdicts.find(({ kind }) => kind === 'growth');
    expect(growth).toMatchObject({ metric: 'cpu', outcome: 'inconclusive', further: 2 });
  });

  it('a request too many on one start asks for others, which may not agree', () => {
    const gets = (k: number) => k + 1;
    const further = (starts: number) =>
      judge(syntheticRun({ ...GOOD, gets }, { starts }))
        .results.scenarios.at(-1)
        ?.verdicts.find(({ metric }) => metric === 's3')?.further;
    expect([further(1), further(3)]).toEqual([2, null]);
  });

  it('a noisy calibrator makes CPU unfit to judge, and nothing else', () => {
    const calibrator = { name: 'loop', cpuMs: [10, 11], noise: 0.05 };
    const { results } = judge({ ...syntheticRun(GOOD), calibrator });
    expect(found(results, { metric: 'cpu' })).toEqual(['unfit']);
    expect(found(results, { metric: 'peak' })).toEqual(['pass']);
  });
});

describe('sessions that are held', () => {
  const name = 'SESSIONS that have logged in hold what a user needs, without a mailbox';
  /** Bytes that U sessions hold together. */
  const held = (bytes: (U: number) => number, starts = 3, seed = 1) => {
    const noise = new Synthetic(seed);
    return results(
      [1, 2, 4, 8, 16, 32].map((U) =>
        measured(name, {
          layer: 'session',
          series: 'sessions',
          variables: { N: 100, k: 0, B: 0, M: 0, U },
          samples: Array.from({ length: starts }, (_, start) =>
            memorySample(start, 1, { retainedRssBytes: bytes(U) + 20_000 * noise.normal() }),
          ),
        }),
      ),
    );
  };
  const linear = (U: number) => MIB + 100_000 * U;

  it('may hold as much each, and no more with each', () => {
    expect(found(judge(held(linear)).results, {})).toEqual(['pass']);
    expect(found(judge(held((U) => MIB + 10_000 * U * U)).results, { metric: 'held' })).toEqual(['fail']);
  });

  it('are held against the profile, which is a slope', () => {
    const profile = takeProfile(held(linear, 6, 2), specs, SERVERS.maddy, emptyProfile('maddy'));
    expect(profile.scenarios[name]?.sessions?.held?.cost).toMatch(/^\S+ (K|M)iB \+ 9\d\.\d+ KiB \* U$/);
    expect(found(judge(held(linear), profile).results, { kind: 'budget' })).toEqual(['pass']);
    const more = held((U) => MIB + 130_000 * U);
    expect(found(judge(more, profile).results, { kind: 'budget' })).toEqual(['fail']);
  });
});

test('a study judges growth by the sizes of the gate, and not by the two mailboxes that it has besides', () => {
  const sized = syntheticRun({ ...GOOD, peakMib: (k) => 2 + (k * 4096) / MIB }, { starts: 1 });
  const scenarios = [
    ...sized.scenarios.slice(0, 2),
    ...sized.scenarios.map((one) => ({ ...one, series: 'count' as const })),
  ];
  const judged = judge({ ...sized, scenarios }).results.scenarios;
  const growths = judged.map(({ verdicts }) => verdicts.filter(({ kind }) => kind === 'growth').length);
  expect(growths).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
  const two = { ...sized, scenarios: sized.scenarios.slice(0, 2) };
  expect(found(judge(two).results, { kind: 'growth' })).toEqual(['inconclusive', 'inconclusive']);
  expect(
    found(judgeAll(two, { specs, kind: SERVERS.maddy, profile: emptyProfile('maddy') }, 'left out').results, {
      kind: 'growth',
    }),
  ).toEqual([]);
});

describe('series of one scenario', () => {
  const both = (seed: number, size: (k: number) => number) => {
    const [count, other] = [syntheticRun(GOOD, { seed }), syntheticRun({ cpu: size }, { seed })];
    const as = (run: Results, series: 'count' | 'size') =>
      run.scenarios.map((one): ScenarioResult => ({ ...one, series }));
    return { ...count, scenarios: [...as(count, 'count'), ...as(other, 'size')] };
  };

  it('are judged apart, each at its largest size, and the line names the gate', () => {
    const { results } = judge(both(1, (k) => 2 + 200 * (k / 3200) ** 2));
    const judged = results.scenarios.filter(({ verdicts }) => verdicts.some(({ kind }) => kind === 'growth'));
    expect(judged.map(({ series, variables }) => [series, variables.N])).toEqual([
      ['count', 3200],
      ['size', 3200],
    ]);
    expect(judged.map(({ verdicts }) => verdicts.some(({ outcome }) => outcome === 'fail'))).toEqual([
      false,
      true,
    ]);
    const gate = judge({ ...results, run: { ...results.run, mode: 'gate' } }).results;
    expect(gate.scenarios[0]?.verdicts[0]?.reproduce).toBe(
      `npx aerometer run --gate --server maddy --image foxcpp/maddy@sha256:feed --scenario '${BODY}' --seed 7`,
    );
  });

  it('have a profile each', () => {
    const profile = takeProfile(
      both(2, (k) => 9 + 0.05 * k),
      specs,
      SERVERS.maddy,
      emptyProfile('maddy'),
    );
    expect(Object.keys(profile.scenarios[BODY] ?? {})).toEqual(['count', 'size']);
    expect(
      found(
        judge(
          both(3, (k) => 9 + 0.05 * k),
          profile,
        ).results,
        { outcome: 'fail' },
      ),
    ).toEqual([]);
  });
});

it('a cost that no start could show is named and not judged', () => {
  const whole = syntheticRun(GOOD);
  const blind = whole.scenarios.map((one) => ({
    ...one,
    samples: one.samples.map((sample) => ({
      ...sample,
      peakRssBytes: null,
      sources: { ...sample.sources, peakRssBytes: 'a child exited' },
    })),
  }));
  const { results, notes } = judge({ ...whole, scenarios: blind });
  expect(found(results, { metric: 'peak' })).toEqual([]);
  expect(notes).toContain(`${BODY}: peak is not judged: a child exited`);
});

describe('an exception', () => {
  const all = { ...GOOD, gets: (k: number) => 2 * k };
  const excused = (most: string): Profile => ({
    ...emptyProfile('maddy'),
    exceptions: [{ scenario: BODY, s3: { GetObject: most }, figures: '200 at k = 100', because }],
  });

  it('excuses what it names, and nothing worse', () => {
    expect(found(judge(syntheticRun(all), excused('2 * k')).results, { metric: 's3' })).toEqual(
      Array(6).fill('exception'),
    );
    expect(found(judge(syntheticRun(all), excused('2 * k - 1')).results, { metric: 's3' })).toEqual(
      Array(6).fill('fail'),
    );
  });

  it('that nobody needs any more is named', () => {
    expect(judge(syntheticRun(GOOD), excused('2 * k')).notes).toContain(
      `${BODY}: its exception (s3) is not needed any more; remove it`,
    );
  });

  it('of growth is a law of its own', () => {
    const holds = syntheticRun({ ...GOOD, peakMib: (k) => 2 + (k * 4096) / MIB });
    const profile = {
      ...emptyProfile('maddy'),
      exceptions: [{ scenario: BODY, memory: 'O(B)', figures: '14 MiB of 12.5 MiB', because }],
    };
    expect(found(judge(holds, profile).results, { metric: 'peak' })).toEqual(['exception']);
  });

  it('of a step is judged by its budget, and open where there is none', () => {
    const stepped = syntheticRun({ ...GOOD, peakMib: (k) => (k > 1600 ? 20 : 4) }, { starts: 6 });
    const exceptions = [{ scenario: BODY, memory: 'a step', figures: '4 MiB, then 20 MiB', because }];
    const bare = { ...emptyProfile('maddy'), exceptions };
    const growth = { metric: 'peak', kind: 'growth' } as const;
    expect(found(judge(stepped).results, growth)).toEqual(['inconclusive']);
    expect(found(judge(stepped, bare).results, growth)).toEqual(['inconclusive']);
    const taken = takeProfile(stepped, specs, SERVERS.maddy, bare);
    expect(found(judge(stepped, taken).results, growth)).toEqual(['exception']);
    const higher = syntheticRun({ ...GOOD, peakMib: (k) => (k > 1600 ? 22 : 6) }, { starts: 3, seed: 4 });
    expect(found(judge(higher, taken).results, { metric: 'peak', kind: 'budget' })).toEqual(['fail']);
  });
});

describe('results that were edited are refused with the place', () => {
  const edited = (change: Partial<ScenarioResult>) => {
    const results = syntheticRun(GOOD);
    return () =>
      refuseContradictions(
        { ...results, scenarios: [{ ...results.scenarios[0], ...change } as ScenarioResult] },
        specs,
        'results.json',
      );
  };

  it.each<[string, Partial<ScenarioResult>, RegExp]>([
    ['a name', { name: 'FETCH nothing' }, /specs\/ holds no scenario[\s\S]*at scenarios\[0\]\.name/],
    ['a layer', { layer: 'index' }, /needs body, and the file says index[\s\S]*at scenarios\[0\]\.layer/],
    ['k', { variables: { N: 5, k: 9, B: 9, M: 1, U: 1 } }, /k = 9 of N = 5 messages/],
    ['B', { variables: { N: 5, k: 5, B: 9000, M: 1, U: 1 } }, /cannot have 9000/],
  ])('%s', (_, change, words) => {
    expect(edited(change)).toThrow(words);
  });

  it('and so is a size that is there twice', () => {
    const results = syntheticRun(GOOD);
    const twice = { ...results, scenarios: [...results.scenarios, ...results.scenarios] };
    expect(() => refuseContradictions(twice, specs, 'results.json')).toThrow(
      'is there twice at the same size',
    );
    expect(() => refuseContradictions(results, specs, 'results.json')).not.toThrow();
  });
});
