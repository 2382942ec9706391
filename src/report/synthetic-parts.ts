import type { Bodies } from './parts/bodies-measured';
import type { Expensive } from './parts/expensive-measured';
import { type IdleData, STATES } from './parts/idle-schema';
import type { Large } from './parts/large-measured';
import type { Limits } from './parts/limits';
import type { LoginData } from './parts/login-schema';
import type { PopulationsData } from './parts/populations-schema';
import { memorySample } from './synthetic';

/** Made-up records of a study's parts, of a server whose costs are known. */
const MIB = 1024 ** 2;
const held = (bytes: number) => ({ rssBytes: bytes, pssBytes: bytes, anonBytes: bytes });

/** Sessions of `each` bytes in plain and `overTls` over TLS, on a server of 30 MiB. */
export function idleOf(each: number, overTls = each): IdleData {
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
    steps: [1, 2, 3].flatMap((start) => [...taken(start, false, each), ...taken(start, true, overTls)]),
    leftOut: [],
    holds: [hold],
    several: null,
    wakeUps: [],
    deadlineMs: 30_000,
    brokenOff: [],
  };
}

/** Sessions that hold all of theirs as soon as they are connected. */
function taken(start: number, tls: boolean, each: number): IdleData['steps'] {
  return STATES.flatMap((state, i) =>
    (i === 0 ? [0, 8, 16] : [8, 16]).map((sessions) => ({
      ...{ tls, start, state, sessions },
      ...held(30 * MIB + each * (i === 0 ? sessions : 16)),
    })),
  );
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
  return { steps: [], leftOut: [], crowds: [crowd(1), crowd(2)], growth: [], brokenOff: [] };
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
  return largeWith(readings);
}

/** One user on one connection who takes so many MiB, and three times as many on four, with mails of 6 MB at most. */
export function expensiveOf(mib: number): Expensive {
  const waited = { noopMs: [1, 1], envelopeMs: [2, 2] };
  const attacks = [1, 4].map((connections) => ({
    form: 'search' as const,
    line: 'SEARCH TEXT x',
    connections,
    lastedMs: 6000,
    answered: 12,
    unanswered: 0,
    dropped: 0,
    sample: memorySample(1, connections === 1 ? mib : 3 * mib, { cpuMs: 4000 }),
    betweenMs: 8000,
    points: [],
    before: waited,
    during: waited,
    after: waited,
    lost: null,
    clientLagMs: 1,
  }));
  return { mailbox: { N: 100, B: 23_600_000, M: 6_000_000 }, attacks, brokenOff: [] };
}

/** A hundred clients who poll, two at once, and take so many MiB at their peak; then as many sessions of 80 kB that idle. */
export function populationsOf(mib: number): PopulationsData {
  const each = 80_000;
  return {
    ...{ seed: 1, factor: 10, periodMs: 30_000, tickMs: 200, clients: 100, rounds: 1 },
    perSession: { ...held(each), source: 'made up' },
    sliding: { text: { draws: 100, most: [[20, 100]] }, here: { draws: 100, most: [[3, 100]] } },
    poll: {
      polls: [0, 100, 9000].map((fromMs) => ({ dueMs: fromMs, fromMs, toMs: fromMs + 200 })),
      failed: [],
      points: [],
      before: held(30 * MIB),
      after: held(31 * MIB),
      peakBytes: mib * MIB,
      boundBytes: 4e5,
      lastedMs: 30_000,
      cpuMs: 6000,
      requests: null,
    },
    push: {
      opened: 100,
      refused: null,
      points: [],
      before: held(30 * MIB),
      readings: [0, 100].map((sessions) => ({ sessions, ...held(30 * MIB + each * sessions) })),
      boundBytes: 4e5,
      lastedMs: 30_000,
      cpuMs: 30,
      requests: null,
      openingCpuMs: 8000,
    },
  };
}

/** Nothing was refused, and the server told no limit. */
export function largeWith(readings: Large['readings']): Large {
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
  repeats: { steady: 2, starts: 3 },
  foundBytes: 96 * MIB,
};
