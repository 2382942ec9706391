import { SERVERS } from '../containers/server';
import type { Results, ScenarioResult } from '../report/schema';
import { measured, memorySample, results } from '../report/synthetic';
import { judgeAll } from './judge';
import { emptyProfile } from './profile';
import { BODY, Synthetic, syntheticRun } from './synthetic';
import { found, GOOD, judge, specs } from './synthetic-judge';
import { takeProfile } from './take-profile';

const MIB = 1024 ** 2;

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
  expect(growthsOf(two, 'left out')).toEqual([]);
});

const growthsOf = (run: Results, few: Parameters<typeof judgeAll>[2]) => {
  const judges = { specs, kind: SERVERS.maddy, profile: emptyProfile('maddy') };
  return found(judgeAll(run, judges, few).results, { kind: 'growth' });
};

test('too few sizes leave a gate undecided, and in a comparison are those that cost the same', () => {
  const sized = syntheticRun(GOOD, { starts: 1 });
  const run = { ...sized.run, mode: 'gate' as const };
  const three = { ...sized, run, scenarios: sized.scenarios.filter((_, i) => i % 2 === 1) };
  expect(growthsOf(three, 'left out')).toEqual(['inconclusive', 'inconclusive']);
  expect(growthsOf(three, 'left out of a gate too')).toEqual([]);
  expect(growthsOf({ ...sized, run }, 'left out of a gate too')).toHaveLength(2);
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

  it('are judged on each mailbox of a study by itself', () => {
    const small = held(linear);
    const large = held((U) => MIB + 10_000 * U * U).scenarios.map((one) => ({
      ...one,
      variables: { ...one.variables, N: 2000 },
    }));
    const both = judge({ ...small, scenarios: [...small.scenarios, ...large] }).results;
    expect(found(both, { metric: 'held' })).toEqual(['pass', 'fail']);
  });

  it('are held against the profile, which is a slope', () => {
    const profile = takeProfile(held(linear, 6, 2), specs, SERVERS.maddy, emptyProfile('maddy'));
    expect(profile.scenarios[name]?.sessions?.held?.cost).toMatch(/^\S+ (K|M)iB \+ 9\d\.\d+ KiB \* U$/);
    expect(found(judge(held(linear), profile).results, { kind: 'budget' })).toEqual(['pass']);
    const more = held((U) => MIB + 130_000 * U);
    expect(found(judge(more, profile).results, { kind: 'budget' })).toEqual(['fail']);
    // What only the first one brings is no session's.
    const later = held((U) => 2 * MIB + 100_000 * U);
    expect(found(judge(later, profile).results, { kind: 'budget' })).toEqual(['pass']);
  });
});
