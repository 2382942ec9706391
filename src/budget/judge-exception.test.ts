import { SERVERS } from '../containers/server';
import type { Results, Verdict } from '../report/schema';
import { emptyProfile, type Profile } from './profile';
import { BODY, syntheticRun } from './synthetic';
import { found, GOOD, judge, specs } from './synthetic-judge';
import { takeProfile } from './take-profile';

const because = 'a sentence that says why';
const MIB = 1024 ** 2;

const verdictsOn = ({ scenarios }: Results, metric: string) =>
  scenarios.flatMap(({ verdicts }) => verdicts.filter((verdict) => verdict.metric === metric));

const endsOf = (range: Verdict['actual'] | undefined) => {
  const [low, high] = Array.isArray(range) ? range : [Number.NaN, Number.NaN];
  return [low, high] as const;
};

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

  it("keeps what the model's own law says, which it excuses", () => {
    const [s3] = verdictsOn(judge(syntheticRun(all), excused('2 * k')).results, 's3');
    expect(s3).toMatchObject({ expected: '2 * k GetObject', model: { law: 'k GetObject' } });
    const holds = syntheticRun({ ...GOOD, peakMib: (k) => 2 + (k * 4096) / MIB });
    const exceptions = [{ scenario: BODY, memory: 'O(B)', figures: '14 MiB of 12.5 MiB', because }];
    const [peak] = verdictsOn(judge(holds, { ...emptyProfile('maddy'), exceptions }).results, 'peak');
    expect(peak?.model?.law).toBe('O(M)');
    // Above the law of the model it grows by more than may be, and above its own by less.
    expect(endsOf(peak?.model?.actual)[0]).toBeGreaterThan(Number(peak?.model?.expected));
    expect(endsOf(peak?.model?.actual)[1]).toBeGreaterThan(endsOf(peak?.actual)[1]);
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

  it('of a step is judged by its budget, and where there is none it is said that nothing does', () => {
    const stepped = syntheticRun({ ...GOOD, peakMib: (k) => (k > 1600 ? 20 : 4) }, { starts: 6 });
    const exceptions = [{ scenario: BODY, memory: 'a step', figures: '4 MiB, then 20 MiB', because }];
    const bare = { ...emptyProfile('maddy'), exceptions };
    const growth = { metric: 'peak', kind: 'growth' } as const;
    expect(found(judge(stepped).results, growth)).toEqual(['inconclusive']);
    const { results, notes } = judge(stepped, bare);
    expect(found(results, growth)).toEqual([]);
    expect(notes).toContain(
      `${BODY}: peak is not judged: a step is known of it (${because}), and no budget judges it here`,
    );
    const taken = takeProfile(stepped, specs, SERVERS.maddy, bare);
    expect(found(judge(stepped, taken).results, growth)).toEqual(['exception']);
    const higher = syntheticRun({ ...GOOD, peakMib: (k) => (k > 1600 ? 22 : 6) }, { starts: 3, seed: 4 });
    expect(found(judge(higher, taken).results, { metric: 'peak', kind: 'budget' })).toEqual(['fail']);
  });
});
