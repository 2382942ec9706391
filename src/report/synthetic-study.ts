import { answerOf } from './answer/answer';
import type { Inputs } from './answer/inputs';
import { LIMITS } from './parts/limits';
import type { Report } from './report';
import type { Results, ScenarioResult, Timeline, Verdict } from './results';
import { cpuSample, measured, memorySample, results, skipped, verdict } from './synthetic';
import { bodiesOf, idleOf, largeOf, limits } from './synthetic-parts';
import { expensiveOf, loginOf, populationsOf } from './synthetic-people';

/** A made-up study, whole, for the unit tests of the answer and for the test in a browser. */
const MIB = 1024 ** 2;

export const NONE: Inputs = {
  idle: null,
  login: null,
  bodies: null,
  large: null,
  expensive: null,
  populations: null,
  limits: null,
};
export const ALL: Inputs = {
  idle: idleOf(80_000),
  login: loginOf(20 * MIB),
  bodies: bodiesOf(0.01),
  large: largeOf(2),
  expensive: expensiveOf(40),
  populations: populationsOf(5),
  limits,
};

/** Commands on 100 and on 2,000 mails, and over the gate's sizes with their verdicts. */
export function studied(): Results {
  const command = (name: string, layer: string, family: ScenarioResult['family'] = 'query') =>
    [100, 2000].map((N) => {
      const all = { N, k: N, B: N * 236_000, M: 6_360_000, U: 1 };
      const heavy = layer === 'body';
      return measured(name, {
        layer,
        family,
        command: heavy ? 'SEARCH TEXT "Mozilla"' : 'FETCH 1:* (FLAGS)',
        variables: all,
        samples: [
          memorySample(0, heavy ? 9 : 1),
          cpuSample(1, 'first', 3 + N / 10, {}),
          cpuSample(1, 'steady', (heavy ? 5 : 2) + N / 10, heavy ? { 's3:GetObject': N } : {}),
        ],
      });
    });
  const judged = (metric: 'cpu' | 'peak', law: string, outcome: 'pass' | 'exception' = 'pass') =>
    verdict(outcome, {
      metric,
      kind: 'growth',
      law,
      operator: '<=',
      expected: metric === 'cpu' ? 16 : MIB,
      actual: [0, 2],
      values: [],
      unit: metric === 'cpu' ? 'ms' : 'bytes',
      because: 'known since 0.3',
    });
  const sized = (name: string, layer: string, verdicts: Verdict[]) =>
    [2, 4, 8, 16, 32, 64].map((N, i) =>
      measured(name, {
        layer,
        series: 'count',
        variables: { N, k: N, B: N * 65_536, M: 65_536, U: 1 },
        samples: [memorySample(0, 2 + 0.01 * i), cpuSample(1, 'steady', 1 + N, { 's3:GetObject': N })],
        verdicts: i < 5 ? [] : verdicts,
      }),
    );
  const sessions = [1, 2, 4, 8, 16, 32].map((U) =>
    measured('SESSIONS that idle hold no more than those that have INBOX selected', {
      verb: 'SESSIONS',
      layer: 'session',
      family: 'notification',
      series: 'sessions',
      variables: { N: 100, k: 0, B: 0, M: 0, U },
      samples: [70, 80, 90].map((kib, start) =>
        memorySample(start, 1, { retainedRssBytes: kib * 1024 * U, pssBytes: kib * 1024 * U }),
      ),
    }),
  );
  const run = results([
    ...command('NOOP looks for news in the index', 'index', 'notification'),
    ...command('FETCH FLAGS needs only the index', 'index'),
    ...command('FETCH ENVELOPE needs only the summaries', 'summary'),
    ...command('SEARCH TEXT reads each mail once', 'body'),
    ...sized('FETCH FLAGS needs only the index', 'index', [judged('cpu', 'O(k)'), judged('peak', 'O(1)')]),
    ...sized('SEARCH TEXT reads each mail once', 'body', [
      judged('cpu', 'O(B)'),
      judged('peak', 'O(M)', 'exception'),
    ]),
    ...sessions,
    skipped('ENABLE turns on what CONDSTORE needs', 'the server does not advertise ENABLE', {
      family: 'connection',
    }),
  ]);
  return { ...run, timelines: [timeline(100), timeline(2000)] };
}

function timeline(messages: number): Timeline {
  const points = Array.from({ length: 300 }, (_, i): [number, number, number] => [
    50 * i,
    i % 30 > 20 ? 95 - (i % 7) : 0.2,
    (30 + i / 20) * MIB,
  ]);
  const commands = Array.from({ length: 24 }, (_, i) => ({
    name: `FETCH number ${i}`,
    command: `FETCH 1:* (FLAGS UID)`,
    fromMs: 200 + 600 * i,
    toMs: 400 + 600 * i,
  }));
  return {
    family: 'query',
    messages,
    everyMs: 50,
    points,
    pidusage: points.filter((_, i) => i % 9 === 4).map(([ms, cpu, rss]) => [ms + 9, cpu, rss]),
    commands,
    brokenOff: null,
  };
}

/** The whole report, with a part that was measured, one that failed and one that was left out. */
export function studyReport(inputs: Inputs = ALL): Report {
  const run = studied();
  return {
    results: run,
    answer: answerOf(run, inputs),
    parts: [
      {
        name: 'limits',
        title: LIMITS.title,
        state: 'shown',
        section: LIMITS.section(limits, run),
        judged: [
          {
            name: 'FETCH 7 (RFC822)',
            verdicts: [verdict('fail', { actual: '2 GetObject' }), verdict('pass')],
          },
        ],
        record: { data: limits },
      },
      {
        name: 'idle',
        title: 'IDLE',
        state: 'failed',
        reason: 'the server ended',
        log: ['panic: out of words', 'goroutine 1'],
      },
      { name: 'login', title: 'Login', state: 'left out', reason: 'left out by --quick' },
    ],
  };
}
