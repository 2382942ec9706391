import type { Expensive } from './parts/expensive-measured';
import type { LoginData } from './parts/login-schema';
import type { PopulationsData } from './parts/populations-schema';
import { memorySample } from './synthetic';
import { held, MIB } from './synthetic-parts';

// Made-up records of parts in which users come and go, of a server whose costs are known.

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
