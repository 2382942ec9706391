import type { S3Endpoint } from '../containers/s3-request';

const KIB = 1024;
const MIB = 1024 * KIB;

/** CPU on one or more threads, in ms of an idle CPU; the loops that take so long are fixed once a run. */
export interface CpuDose {
  readonly ms: number;
  readonly threads: number;
  readonly busy: boolean;
}

/** Memory touched, held and given back. */
export interface PeakDose {
  readonly bytes: number;
  readonly holdMs: number;
  readonly busy: boolean;
}

export interface RequestDose {
  readonly endpoint: S3Endpoint;
  readonly times: number;
  /** Of the object. */
  readonly bytes: number;
}

/** Everything that one accuracy run doses, in this order. `busy`: with another load at work on the other CPU. */
export interface Programme {
  readonly cpu: readonly CpuDose[];
  readonly peak: readonly PeakDose[];
  readonly spikes: { readonly count: number; readonly bytes: readonly number[]; readonly holdMs: number };
  readonly retained: readonly { readonly do: 'keep' | 'leak' | 'drop'; readonly bytes: number }[];
  readonly children: readonly { readonly fate: 'lives' | 'exits'; readonly bytes: number }[];
  readonly traffic: readonly { readonly do: 'send' | 'receive'; readonly bytes: number }[];
  readonly requests: readonly RequestDose[];
  /** Readings with nothing between them. */
  readonly emptyReadings: number;
  /** How long the probe watches an idle load twenty times a second. */
  readonly watchMs: number;
  /** What the other instruments watch too. */
  readonly stage: { readonly spikes: number; readonly bytes: number; readonly burnMs: number };
}

export const FULL: Programme = {
  cpu: cpuDoses(200, 0.1, 1000),
  peak: peakDoses(200, 64 * KIB, 512 * MIB),
  spikes: { count: 1000, bytes: [1, 4, 16, 64].map((mib) => mib * MIB), holdMs: 1 },
  retained: retained(10),
  children: children(10),
  traffic: traffic(10, 64 * MIB),
  requests: requests([1, 2, 5, 10, 20, 50, 100, 312, 500, 1000], KIB),
  emptyReadings: 200,
  watchMs: 10_000,
  stage: { spikes: 20, bytes: 64 * MIB, burnMs: 2000 },
};

export const SHORT: Programme = {
  cpu: cpuDoses(20, 0.1, 300),
  peak: peakDoses(20, 64 * KIB, 128 * MIB),
  spikes: { count: 40, bytes: [1, 16].map((mib) => mib * MIB), holdMs: 1 },
  retained: retained(2),
  children: children(2),
  traffic: traffic(2, MIB),
  requests: requests([1, 10, 50], KIB),
  emptyReadings: 20,
  watchMs: 5000,
  stage: { spikes: 4, bytes: 64 * MIB, burnMs: 500 },
};

/** So many doses that grow by an equal factor, from tiny to large. */
export function spread(count: number, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / Math.max(1, count - 1)));
}

function cpuDoses(count: number, from: number, to: number): CpuDose[] {
  const sizes = spread(count / 2, from, to);
  return halves((busy) => sizes.map((ms, i) => ({ ms, threads: [1, 1, 1, 2][i % 4] as number, busy })));
}

function peakDoses(count: number, from: number, to: number): PeakDose[] {
  const sizes = spread(count / 2, from, to).map((bytes) => Math.round(bytes / 4096) * 4096);
  return halves((busy) => sizes.map((bytes, i) => ({ bytes, holdMs: [1, 5, 20][i % 3] as number, busy })));
}

/** The same doses idle and busy, turn by turn in blocks, so that a change of the machine meets both. */
function halves<T>(of: (busy: boolean) => T[]): T[] {
  const [idle, busy] = [of(false), of(true)];
  const block = 10;
  return Array.from({ length: Math.ceil(idle.length / block) }, (_, i) =>
    [idle, busy].flatMap((half) => half.slice(i * block, (i + 1) * block)),
  ).flat();
}

function retained(rounds: number): Programme['retained'] {
  return spread(rounds, 256 * KIB, 32 * MIB).flatMap((size) => {
    const bytes = Math.round(size / 4096) * 4096;
    return [
      { do: 'keep', bytes },
      { do: 'leak', bytes },
      { do: 'drop', bytes },
    ] as const;
  });
}

function children(rounds: number): Programme['children'] {
  return spread(rounds, MIB, 64 * MIB).flatMap((size) => {
    const bytes = Math.round(size / 4096) * 4096;
    // One that exits shows in the cgroup's maximum only where it takes more than anything before it.
    return [
      { fate: 'lives', bytes },
      { fate: 'exits', bytes: 2 * bytes },
    ] as const;
  });
}

function traffic(rounds: number, to: number): Programme['traffic'] {
  return spread(rounds, KIB, to).flatMap((size) => {
    const bytes = Math.round(size);
    return [
      { do: 'send', bytes },
      { do: 'receive', bytes },
    ] as const;
  });
}

function requests(times: readonly number[], bytes: number): RequestDose[] {
  const endpoints: readonly S3Endpoint[] = [
    'PutObject',
    'GetObject',
    'HeadObject',
    'ListObjectsV2',
    'DeleteObject',
  ];
  return times.flatMap((each) => endpoints.map((endpoint) => ({ endpoint, times: each, bytes })));
}
