import { calibration } from './calibration';
import { UNFIT_NOISE } from './fitness';
import { BODY, syntheticRun } from './synthetic';
import { found, GOOD, judge } from './synthetic-judge';

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

  it('growth is judged on a host that drifts, and takes a disturbed moment of its calibrator', () => {
    const drifting = Array.from({ length: 60 }, (_, i) => 20 * (1 + 0.002 * i + 0.01 * (i % 2)));
    const growthBy = (cpuMs: readonly number[]) => {
      const calibrator = calibration('loops', cpuMs);
      expect(calibrator?.noise).toBeGreaterThan(UNFIT_NOISE);
      return found(judge({ ...syntheticRun(GOOD), calibrator }).results, { metric: 'cpu', kind: 'growth' });
    };
    expect(growthBy(drifting)).toEqual(['pass']);
    expect(growthBy(drifting.with(30, 26))).toEqual(['pass']);
    expect(growthBy(drifting.map((ms, i) => ms * (i % 2 === 0 ? 1 : 1.1)))).toEqual(['unfit']);
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
