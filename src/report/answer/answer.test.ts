import { renderMarkdown } from '../markdown';
import type { Results } from '../results';
import { measured, memorySample, verdict } from '../synthetic';
import { bodiesOf, idleOf, largeOf } from '../synthetic-parts';
import { ALL, NONE, studied, studyReport } from '../synthetic-study';
import { answerOf } from './answer';
import { indexNeedsLittle } from './index-commands';
import type { Inputs } from './inputs';

const run = studied();
/** The same without its exception. */
const passing = {
  ...run,
  scenarios: run.scenarios.map((one) => ({
    ...one,
    verdicts: one.verdicts.map((each) => ({ ...each, outcome: 'pass' as const })),
  })),
};
const ask = (change: Partial<Inputs> = {}, of: Results = run) => answerOf(of, { ...ALL, ...change });
const claims = (change: Partial<Inputs> = {}, of: Results = run) =>
  ask(change, of).blocks.flatMap((block) => (block.kind === 'claim' ? [block.outcome] : []));

test('it is not too much where all four claims are borne out', () => {
  expect(claims()).toEqual(['yes', 'yes', 'yes', 'yes', 'yes']);
  expect(ask()).toMatchObject({ question: 'Does maddy 0.8.1 use too much RAM?', outcome: 'no' });
});

test.each([
  ['bodies of the whole mailbox at once', { bodies: bodiesOf(1, 0) }, 0, /hold the mailbox in memory/],
  ['responses as a whole', { bodies: bodiesOf(0, 1) }, 1, /whole responses/],
  ['a session of 2 MB', { idle: idleOf(2e6) }, 2, /an idle session holds 1\.91 MiB, more than/],
  [
    'a session of 2 MB over TLS alone',
    { idle: idleOf(8e4, 2e6) },
    2,
    /an idle session over TLS holds 1\.91 MiB, more than the text's 1 MB/,
  ],
])('%s is too much, and the reason is named', (_, change, at, reason) => {
  expect(claims(change)[at]).toBe('no');
  expect(ask(change).outcome).toBe('yes');
  expect(ask(change).sentence).toMatch(reason);
});

test.each([
  [60, 'yes'],
  [500, 'no'],
])(
  'a peak of %p MiB on a twentyfold mailbox of mails of all sizes: one mail at a time, %s',
  (mib, outcome) => {
    const on = (B: number, peakMib: number) =>
      measured('FETCH BODY.PEEK[] reads each mail once', {
        layer: 'body',
        verb: 'FETCH',
        variables: { N: B, k: B, B: B * 2 ** 20, M: 2 ** 20, U: 1 },
        samples: [memorySample(0, peakMib)],
      });
    const scenarios = [...passing.scenarios, on(22, 50), on(450, mib)];
    const [claim] = ask({}, { ...passing, scenarios }).blocks.filter((block) => block.kind === 'claim');
    expect(claim).toMatchObject({ outcome });
    if (outcome === 'no')
      expect(claim).toMatchObject({ because: expect.stringMatching(/50.* on 22.*500.* on 450/) });
  },
);

test('an APPEND unlike a delivery is told, and is no question of too much', () => {
  const large = largeOf(2);
  const dear = large.readings.map((one) =>
    one.way === 'append' ? { ...one, sample: { ...one.sample, cpuMs: 5 * (one.sample.cpuMs ?? 0) } } : one,
  );
  expect(claims({ large: { ...large, readings: dear } })[4]).toBe('no');
  expect(ask({ large: { ...large, readings: dear } }).outcome).toBe('no');
});

test('where parts are missing it cannot say, unless what is there contradicts', () => {
  const quick = answerOf(passing, NONE);
  expect(quick.outcome).toBe('undecided');
  expect(quick.sentence).toMatch(/^Cannot say: of the 4 claims/);
  expect(answerOf(passing, { ...NONE, idle: idleOf(9e6) }).outcome).toBe('yes');
});

test('without the part bodies the growth verdicts speak: an exception is a growth that is known', () => {
  expect(claims({ bodies: null })[0]).toBe('no');
  expect(claims({ bodies: null }, passing)[0]).toBe('yes');
  expect(claims({ bodies: null }, { ...run, scenarios: [] })[0]).toBe('undecided');
});

describe('index commands need little', () => {
  const grown = (outcome: 'pass' | 'fail' | 'inconclusive' | null, peakMib: number, N = 100) =>
    indexNeedsLittle({
      ...run,
      scenarios: [
        measured('NOOP', {
          layer: 'index',
          variables: { N, k: 0, B: 0, M: 0, U: 1 },
          samples: [memorySample(0, peakMib)],
          verdicts: outcome === null ? [] : [verdict(outcome, { metric: 'peak', kind: 'growth' })],
        }),
      ],
    }).outcome;

  test('where none passes the line and none grows', () => expect(grown('pass', 1)).toBe('yes'));
  test('not where one is surely above the line', () => expect(grown('pass', 6)).toBe('no'));
  test('not where one grows with the mailbox', () => expect(grown('fail', 1)).toBe('no'));
  test('undecided where the error of RSS holds the line', () => expect(grown('pass', 4.7)).toBe('undecided'));
  test('undecided where growth is', () => expect(grown('inconclusive', 1)).toBe('undecided'));
  test('where growth is undecided, but 2,000 mails show the level', () =>
    expect(grown('inconclusive', 1, 2000)).toBe('yes'));
  test('undecided where growth was not judged', () => expect(grown(null, 1)).toBe('undecided'));
});

test('the first screen has a formula, a table of users, the worst commands and the smallest limit', () => {
  const text = renderMarkdown(studyReport());
  expect(text).toContain('# Does maddy 0.8.1 use too much RAM?');
  expect(text).toMatch(
    /In figures: 30\.0 MiB \+ U × 78\.1 KiB \+ C\(P\) × 78\.1 KiB \+ 16\.2 MiB \+ 2\.00 × largest mail \+ 120 MiB\./,
  );
  expect(text).toMatch(/\| 10,000 \|/);
  expect(text).toMatch(/\| CPU time \| 2,000 \| SEARCH TEXT/);
  expect(text).toContain('survives: 96.0 MiB');
  expect(text).toContain('Not measured: left out by --quick');
  expect(text).toContain('It could not be measured: the server ended');
});

test('users and the limit come first, then the claims, then how it was reckoned', () => {
  const kinds = ask().blocks.map((block) => (block.kind === 'table' ? (block.heads[0] ?? '') : block.kind));
  expect(kinds.slice(0, 3)).toEqual(['users', 'what', 'paragraph']);
  expect(kinds.lastIndexOf('claim')).toBeLessThan(kinds.indexOf('term'));
  expect(kinds.at(-1)).toBe('paragraph');
});

test('what a session over TLS holds is in the sentence beside the one in plain', () => {
  expect(ask({ idle: idleOf(8e4, 3e5) }, passing).sentence).toContain(
    'an idle session holds 78.1 KiB, over TLS 293 KiB',
  );
});

test('by how much an index command grows a message is said where verdicts are open', () => {
  const on = (N: number, peakMib: number) =>
    measured('FETCH FLAGS', {
      layer: 'index',
      variables: { N, k: 0, B: 0, M: 0, U: 1 },
      samples: [memorySample(0, peakMib)],
    });
  const said = (peakMib: number) =>
    indexNeedsLittle({ ...run, scenarios: [on(100, 1), on(2000, peakMib)] }).because;
  expect(said(3.5)).toMatch(/FETCH FLAGS grows the most, by 1\.\d KiB ± .*reach 5 MB on about 3,000 mails/);
  expect(said(1)).toMatch(/none grows by more than RSS may be off/);
});
