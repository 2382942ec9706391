import { SERVERS } from '../containers/server';
import type { Results, ScenarioResult, Verdict } from '../report/schema';
import { judgeRequests } from './judge';
import { emptyProfile } from './profile';
import { unprofiled } from './profile-gaps';
import { BODY, syntheticRun } from './synthetic';
import { found, GOOD, judge, specs } from './synthetic-judge';
import { takeProfile } from './take-profile';

const because = 'a sentence that says why';

describe('with a profile taken from other starts', () => {
  const profile = takeProfile(
    syntheticRun(GOOD, { seed: 2, starts: 12 }),
    specs,
    SERVERS.maddy,
    emptyProfile('maddy'),
  );

  it('it reads as the law does', () => {
    const entry = profile.scenarios[BODY]?.mailbox;
    expect(entry?.cpu?.cost).toMatch(/^\d\.\d+ ms \+ \d+\.\d+ ms \* B \/ MiB$/);
    expect(entry?.s3).toEqual({ GetObject: 'k' });
    expect(profile.taken).toMatchObject({
      image: 'foxcpp/maddy@sha256:feed',
      cpu: 'Example CPU',
      mode: 'study',
    });
  });

  it('an unchanged server passes, +10 % CPU, +1 MiB and one request more do not', () => {
    const budgets = (results: Results) => found(judge(results, profile).results, { kind: 'budget' });
    expect(budgets(syntheticRun(GOOD, { seed: 3, starts: 6 }))).toEqual(['pass', 'pass', 'pass']);
    const slower = { cpu: (k: number) => 1.1 * GOOD.cpu(k) };
    expect(budgets(syntheticRun(slower, { seed: 4, starts: 6 }))).toEqual(['fail', 'pass', 'pass']);
    expect(budgets(syntheticRun({ ...GOOD, peakMib: () => 4 }, { seed: 5 }))).toEqual([
      'pass',
      'fail',
      'pass',
    ]);
    const cached = {
      ...profile,
      scenarios: { [BODY]: { mailbox: { ...profile.scenarios[BODY]?.mailbox, s3: { GetObject: 'k - 1' } } } },
    };
    expect(found(judge(syntheticRun(GOOD), cached).results, { metric: 's3' })).toEqual(Array(6).fill('fail'));
  });

  it('one scenario measured anew leaves the others their calibrator, sizes and figures, and is put in its terms', () => {
    const other = { ...profile.scenarios[BODY], mailbox: { ...profile.scenarios[BODY]?.mailbox } };
    const both = {
      ...profile,
      taken: profile.taken && { ...profile.taken, calibrator: '20.00 ms', sizes: [1, 100] },
      scenarios: { ...profile.scenarios, 'another one': other },
    };
    // The same server on a host that is slower by a quarter.
    const run = syntheticRun({ ...GOOD, cpu: (k: number) => 1.25 * GOOD.cpu(k) }, { seed: 2, starts: 12 });
    const slower = { ...run, calibrator: { name: 'loops', cpuMs: [25, 25, 25], noise: 0 } };
    const taken = takeProfile(slower, specs, SERVERS.maddy, both);
    expect(taken.taken?.calibrator).toBe('20.00 ms');
    expect(taken.taken?.sizes).toEqual([1, ...(profile.taken?.sizes ?? [])]);
    expect(taken.scenarios['another one']).toEqual(other);
    expect(taken.scenarios[BODY]?.mailbox?.cpu?.cost).toBe(profile.scenarios[BODY]?.mailbox?.cpu?.cost);
  });

  it('budgets are shown and not judged for another image, and CPU for another CPU', () => {
    const other = syntheticRun(GOOD);
    expect(
      found(
        judge({ ...other, server: { ...other.server, digest: 'foxcpp/maddy@sha256:beef' } }, profile).results,
        {
          kind: 'budget',
        },
      ),
    ).toEqual([]);
    const elsewhere = judge({ ...other, host: { ...other.host, cpu: 'Another CPU' } }, profile);
    expect(found(elsewhere.results, { kind: 'budget' })).toEqual(['pass', 'pass']);
    expect(elsewhere.notes[0]).toContain('CPU budgets are not judged');
  });

  it('an image that was built here is known by its reference, whatever it holds now', () => {
    const built = (digest: string) => {
      const run = syntheticRun(GOOD, { starts: 6 });
      return { ...run, server: { ...run.server, image: 'my/maddy:branch', digest } };
    };
    const its = takeProfile(built('sha256:aaaa'), specs, SERVERS.maddy, emptyProfile('maddy'));
    expect(its.taken?.image).toBe('my/maddy:branch');
    expect(found(judge(built('sha256:bbbb'), its).results, { kind: 'budget' })).toEqual([
      'pass',
      'pass',
      'pass',
    ]);
  });

  it('it is said where a cost has left its profile at the largest size alone', () => {
    const because = (more: (k: number) => number) => {
      const cpu = (k: number) => GOOD.cpu(k) * (1 + more(k));
      const { results } = judge(syntheticRun({ ...GOOD, cpu }, { seed: 3, starts: 6 }), profile);
      const verdicts = results.scenarios.flatMap((one) => one.verdicts);
      return verdicts.find(({ kind, outcome }) => kind === 'budget' && outcome === 'fail')?.because;
    };
    expect(because((k) => (k === 3200 ? 0.2 : 0))).toBe(
      'the profile was measured so; judged at the largest size alone',
    );
    expect(because(() => 0.2)).toBe('the profile was measured so');
  });

  it('CPU budgets decide nothing on a host that is not as fast as it was for the profile', () => {
    const on = (ms: number) => ({ name: 'loops', cpuMs: [ms, ms, ms], noise: 0 });
    const its = takeProfile(
      { ...syntheticRun(GOOD, { starts: 12 }), calibrator: on(20) },
      specs,
      SERVERS.maddy,
      emptyProfile('maddy'),
    );
    expect(its.taken?.calibrator).toBe('20.00 ms');
    const outcomes = (ms: number) =>
      found(judge({ ...syntheticRun(GOOD, { seed: 3, starts: 6 }), calibrator: on(ms) }, its).results, {
        kind: 'budget',
      });
    expect(outcomes(20.5)).toEqual(['pass', 'pass', 'pass']);
    // 8 % slower by the loops and no slower by the command: it got better.
    expect(outcomes(21.6)).toEqual(['pass', 'pass', 'pass']);
    // 8 % faster by the loops, and as slow as ever by the command: a regression of 8 %.
    expect(outcomes(18.5)[0]).not.toBe('pass');
    expect(outcomes(23)).toEqual(['unfit', 'pass', 'pass']);
  });

  it('a looser one asks for a reason, and keeps it', () => {
    const slower = syntheticRun({ cpu: (k) => 2 * GOOD.cpu(k) });
    const take = (reason?: string) => takeProfile(slower, specs, SERVERS.maddy, profile, reason);
    expect(() => take()).toThrow('1 cost(s) grew beyond their budget');
    expect(take(because).scenarios[BODY]?.mailbox?.because).toBe(because);
  });

  it('a scenario it lacks is named', () => {
    expect(
      unprofiled(syntheticRun(GOOD), { ...profile, scenarios: { [specs[0]?.name ?? '']: { mailbox: {} } } }),
    ).toEqual([`scenarios lacks "${BODY}" (mailbox), which was measured`]);
    expect(unprofiled(syntheticRun(GOOD), emptyProfile('maddy'))).toEqual([]);
  });
});

it('the end of a run judges requests alone and keeps what is known of answers', () => {
  const answer = { metric: 'answer', outcome: 'exception' } as Verdict;
  const results = syntheticRun(GOOD);
  const first = { ...results.scenarios[0], verdicts: [answer] } as ScenarioResult;
  const { results: judged } = judgeRequests(
    { ...results, scenarios: [first] },
    { specs, kind: SERVERS.maddy, profile: emptyProfile('maddy') },
  );
  expect(judged.scenarios[0]?.verdicts.map(({ metric }) => metric)).toEqual(['answer', 's3']);
});
