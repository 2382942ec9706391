import type { Verdict } from '../schema';
import { cpuSample, measured as made, memorySample } from '../synthetic';
import type { Prices } from './prices';
import type { Outcome, Replay, ReplayedCommand } from './replay-schema';

// For tests: a made-up replay, of a server whose costs are known, and prices for it.

export const MIB = 1 << 20;

interface Cost {
  readonly cpuMs: number;
  readonly requests?: Record<string, number>;
  readonly into?: number;
}

/** A line's samples: a first execution, which is no steady one, and two around its costs. */
export function measured(
  name: string,
  line: string,
  { cpuMs, requests = {}, into = 0 }: Cost,
  verdicts: Verdict[] = [],
) {
  const steady = (ms: number) => cpuSample(1, 'steady', ms, requests, { storageBytes: { in: into, out: 0 } });
  const samples = [
    memorySample(1, 3),
    cpuSample(1, 'first', 99, { 's3:GetObject': 99 }),
    steady(cpuMs - 1),
    steady(cpuMs + 1),
  ];
  return command(name, line, 'measured', { status: 'measured', reason: null, samples, verdicts });
}

function command(
  name: string,
  line: string,
  outcome: Outcome,
  change: Partial<ReplayedCommand['result']>,
): ReplayedCommand {
  return { name, line, outcome, result: { ...made(line), command: line, verdicts: [], ...change } };
}

export const refused = (name: string, line: string, outcome: Outcome, reason: string) =>
  command(name, line, outcome, { status: outcome === 'skipped' ? 'skipped' : 'error', reason, samples: [] });

/** Two LOGINs to four FETCHes and one STORE: a day has 288, 576 and 144 of them. */
export const LOG: Replay = {
  names: [
    { name: 'LOGIN', raw: 2, lines: 1 },
    { name: 'FETCH', raw: 4, lines: 2 },
    { name: 'STORE', raw: 1, lines: 1 },
  ],
  storageApis: ['s3', 'k2v'],
  background: ['k2v:PollItem'],
  messages: 100,
  appended: 20_000,
  folderMails: 3,
  folders: ['Sent'],
  refusedFolders: [],
  starts: 2,
  commands: [
    measured('LOGIN', 'LOGIN {user} {password}', { cpuMs: 10 }),
    measured('FETCH', 'FETCH 1 (BODY.PEEK[])', {
      cpuMs: 2,
      requests: { 's3:GetObject': 1, 'k2v:PollItem': 7 },
      into: 1000,
    }),
    measured('FETCH', 'FETCH 1:3 (BODY.PEEK[])', {
      cpuMs: 6,
      requests: { 's3:GetObject': 3, 'k2v:ReadBatch': 1 },
      into: 5000,
    }),
    refused('STORE', 'STORE 1 +FLAGS (NonJunk)', 'rejected', 'NO keywords are not kept'),
  ],
  alone: [
    { command: 'FETCH 1:3 (BODY.PEEK[])', peakRssBytes: 3 * MIB, boundBytes: MIB / 4, why: null },
    { command: 'FETCH 1 (BODY.PEEK[])', peakRssBytes: 9 * MIB, boundBytes: MIB / 4, why: null },
  ],
};

export const PRICES: Prices = {
  note: 'for tests',
  date: '2025-01-02',
  currency: 'EUR',
  classes: [
    {
      name: 'dear',
      s3PerThousand: { put: 5, get: 0.4, list: 5, delete: 1 },
      k2vPerThousand: { read: 0.1, write: 0.2 },
      egressPerGB: 0.09,
    },
  ],
};
