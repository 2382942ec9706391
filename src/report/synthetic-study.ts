import { answerOf } from './answer/answer';
import type { Inputs } from './answer/inputs';
import type { Bodies } from './parts/bodies-measured';
import type { IdleData } from './parts/idle-schema';
import type { Large } from './parts/large-measured';
import type { Limits } from './parts/limits';
import { LIMITS } from './parts/limits';
import type { LoginData } from './parts/login-schema';
import type { Report } from './report';
import type { Results, ScenarioResult, Timeline } from './results';
import { cpuSample, measured, memorySample, results, skipped, verdict } from './synthetic';

/** A made-up study, whole, for the unit tests of the answer and for the test in a browser. */
const MIB = 1024 ** 2;
const held = (bytes: number) => ({ rssBytes: bytes, pssBytes: bytes, anonBytes: bytes });

/** Sessions of `each` bytes on a server of 30 MiB. */
export function idleOf(each: number): IdleData {
  const readings = [0, 10, 100, 200].map((sessions) => ({ sessions, ...held(30 * MIB + sessions * each) }));
  const hold = {
    users: 'distinct' as const,
    wanted: 200,
    readings,
    openedMs: 900,
    openedCpuMs: 80,
    limit: null,
    still: null,
  };
  return {
    mails: 100,
    notify: false,
    steps: [],
    leftOut: [],
    holds: [hold],
    several: null,
    wakeUps: [],
    deadlineMs: 30_000,
  };
}

/** Fifty logins at once that need `peak` bytes together. */
export function loginOf(peak: number): LoginData {
  const crowd = (start: number) => ({
    order: 'at once' as const,
    start,
    logins: 50,
    warmed: held(30 * MIB),
    connected: held(31 * MIB),
    loggedIn: held(33 * MIB),
    left: held(31 * MIB),
    peakBytes: peak - MIB,
    peakSource: 'VmHWM',
    cpuMs: 900,
    wallMs: 700,
  });
  return { steps: [], leftOut: [], crowds: [crowd(1), crowd(2)], growth: [] };
}

/** Body queries and a client that reads nothing, which need `share` bytes of RAM for each byte of mail. */
export function bodiesOf(share: number, unread = share): Bodies {
  const sizes = [4, 8, 16, 32].map((mib) => mib * MIB);
  const reading = (B: number, i: number) => ({
    command: 'SEARCH TEXT',
    line: 'SEARCH TEXT x',
    series: 'B' as const,
    mailbox: { N: B / 65_536, B, M: 65_536 },
    sample: memorySample(i, 2 + (share * B) / MIB + 0.01 * (i % 2)),
  });
  const slow = (B: number, start: number) => ({
    mailbox: { N: B / 65_536, B, M: 65_536 },
    start,
    rate: 0,
    heldMs: 3000,
    receivedBytes: 0,
    heldRssBytes: 2 * MIB + unread * B,
    peakRssBytes: 2 * MIB + unread * B + 1000 * (start % 2),
    bodiesRead: 3,
    rested: true,
    outcome: 'whole',
    boundBytes: 400_000,
  });
  return { readings: sizes.map(reading), slow: sizes.map(slow), brokenOff: [] };
}

/** A mail through each way, at `factor` bytes of RAM for each of its bytes. */
export function largeOf(factor: number): Large {
  const sizes = [1e6, 5e6, 10e6, 25e6];
  const readings = (['append', 'lmtp', 'fetch'] as const).flatMap((way, w) =>
    sizes.map((bytes, i) => ({
      way,
      bytes,
      sample: memorySample(i, 1 + (factor * (1 - 0.1 * w) * bytes) / MIB + 0.01 * (i % 2), {
        cpuMs: bytes / 2e5,
        sources: {
          wallMs: 'not taken',
          requests: 'not taken',
          storageBytes: 'not taken',
        },
      }),
    })),
  );
  return {
    readings,
    refusals: [],
    beyond: [],
    says: { appendLimit: null, lmtpSize: null },
    brokenOff: [],
  };
}

export const limits: Limits = {
  startRssBytes: 30 * MIB,
  highest: [{ scenario: 'SEARCH TEXT reads each mail once', peakRssBytes: 40 * MIB }],
  leftOut: [],
  steps: [
    { limitBytes: 96 * MIB, failed: null },
    {
      limitBytes: 64 * MIB,
      failed: { scenario: 'SEARCH TEXT reads each mail once', reason: 'killed by the kernel' },
    },
  ],
  rounds: [{ limitBytes: 96 * MIB, scenarios: 50, failed: [] }],
  foundBytes: 96 * MIB,
};

export const NONE: Inputs = { idle: null, login: null, bodies: null, large: null, limits: null };
export const ALL: Inputs = {
  idle: idleOf(80_000),
  login: loginOf(20 * MIB),
  bodies: bodiesOf(0.01),
  large: largeOf(2),
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
  const sizes = [2, 4, 8, 16, 32, 64].map((N, i) =>
    measured('SEARCH TEXT reads each mail once', {
      layer: 'body',
      series: 'count',
      command: 'SEARCH TEXT "Mozilla"',
      variables: { N, k: N, B: N * 65_536, M: 65_536, U: 1 },
      samples: [memorySample(0, 2 + 0.01 * i), cpuSample(1, 'steady', 1 + N, { 's3:GetObject': N })],
      verdicts:
        i < 5
          ? []
          : [
              verdict('pass', {
                metric: 'cpu',
                kind: 'growth',
                law: 'O(B)',
                operator: '<=',
                expected: 16,
                actual: [-1, 2],
                values: [],
                unit: 'ms',
              }),
              verdict('exception', {
                metric: 'peak',
                kind: 'growth',
                law: 'O(M)',
                operator: '<=',
                expected: MIB,
                actual: [0, 1000],
                values: [],
                unit: 'bytes',
                because: 'known since 0.3',
              }),
            ],
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
    ...sizes,
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
        record: limits,
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
