import type { Bodies } from './parts/bodies-measured';
import { type IdleData, STATES } from './parts/idle-schema';
import type { Large } from './parts/large-measured';
import type { Limits } from './parts/limits';
import { memorySample } from './synthetic';

/** Made-up records of a study's parts, of a server whose costs are known. */
export const MIB = 1024 ** 2;
export const held = (bytes: number) => ({ rssBytes: bytes, pssBytes: bytes, anonBytes: bytes });

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
  again: [],
  repeats: { steady: 2, starts: 3 },
  foundBytes: 96 * MIB,
};
