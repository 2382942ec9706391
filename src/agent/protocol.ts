/**
 * What the agent container and the harness say to each other: one JSON object a line, over the container's own
 * stdin and stdout. The agent has no port and needs no network of its own.
 */

/** Which container is measured. The harness learns both from Docker's inspect. */
export interface Target {
  readonly id: string;
  /** The container's first process, as the host counts (State.Pid). */
  readonly pid: number;
  /** IPv4 subnet of the storage network (`172.20.0.0/16`), to tell the interfaces apart; null without storage. */
  readonly storageSubnet: string | null;
}

export type Request =
  | { readonly op: 'hello' }
  /** Waits until the CPU counter rests, resets the high-water marks (before) and reads everything. */
  | {
      readonly op: 'read';
      readonly target: Target;
      readonly moment: 'before' | 'after';
      readonly metricsUrl: string | null;
      readonly rested: Stood | null;
    }
  /** Whether the agent sees this container's cgroup and processes: null, or why not. */
  | { readonly op: 'look'; readonly target: Target }
  /** Whether it may read the memory maps of processes of other users: null, or why not. */
  | { readonly op: 'detail' }
  /** Notes CPU and RSS every so often until `unwatch`, which answers what was noted. */
  | { readonly op: 'watch'; readonly target: Target; readonly everyMs: number }
  | { readonly op: 'unwatch' }
  | { readonly op: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly op: 'http';
      readonly method: string;
      readonly url: string;
      readonly headers: Record<string, string>;
      readonly body?: string;
    }
  /** Copies a tree, keeping modes and owners; answers what was copied. */
  | { readonly op: 'copy'; readonly from: string; readonly to: string }
  | { readonly op: 'digest'; readonly path: string }
  | {
      readonly op: 'write';
      readonly path: string;
      readonly text: string;
      readonly mode: number;
      readonly owner?: number;
    }
  | { readonly op: 'cat'; readonly path: string }
  | { readonly op: 'empty'; readonly path: string };

export interface TreeDigest {
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 over names and contents. */
  readonly sha256: string;
}

/** One process of the measured container, in bytes. Null where the kernel refused, with the reason in `refused`. */
export interface ProcessReading {
  readonly pid: number;
  /** Clock tick the process started at: with the pid it names a process for good. */
  readonly startTime: string;
  /** Where its stack starts: another one means that it replaced itself (execve), and its high-water mark began anew. */
  readonly stack: string;
  readonly name: string;
  /** Threads it has. */
  readonly threads?: number;
  readonly rss: number;
  /** High-water mark since the last reset. */
  readonly peak: number;
  readonly pss: number | null;
  readonly anon: number | null;
  /** Page faults of the children it has waited for: more than before, and one of them has come and gone. */
  readonly reapedFaults?: number;
}

export interface Reading {
  /** Release of the host's kernel, by which the error of RSS goes. */
  readonly kernel?: string;
  /** Names the first process of the container for good: another one means that the container was started anew. */
  readonly main: string;
  /** CPU time of the whole cgroup since it was made, in ms. */
  readonly cpuMs: number;
  /** null where the agent may not look at them. */
  readonly processes: readonly ProcessReading[] | null;
  /**
   * Memory charged to the whole cgroup, page cache and kernel memory with it, bytes: now, and the most since it was made.
   * Null where the kernel does not say.
   */
  readonly charged?: { readonly now: number; readonly most: number } | null;
  /** Anonymous memory of the whole container, bytes, where it is not known by process. */
  readonly anonBytes?: number | null;
  /** Bytes at the server's interfaces; null where there is no such interface. */
  readonly storageBytes: { readonly in: number; readonly out: number } | null;
  readonly clientBytes: { readonly in: number; readonly out: number } | null;
  /** Garage's request counters, `s3:GetObject` -> count; null without storage. */
  readonly requests: Record<string, number> | null;
  /** How long settling took, and whether it rested within its deadline. */
  readonly settledMs: number;
  readonly settled: boolean;
  /** CPU in ms per second of wall time while settling, when it did not come to rest. */
  readonly idleRate: number;
  /** OOM kills in the cgroup so far; null where the kernel does not say. */
  readonly oomKills: number | null;
  /** Which file each figure came from. */
  readonly sources: Record<string, string>;
  /** Agent's monotonic clock, ms. */
  readonly at: number;
}

/** A CPU counter, and when it stood there. */
export type Stood = Pick<Reading, 'cpuMs' | 'at'>;

/** One look at a container that is watched. */
export interface Tick {
  /** Agent's monotonic clock, ms. */
  readonly at: number;
  /** CPU time of the whole cgroup since it was made, in ms. */
  readonly cpuMs: number;
  /** RSS summed over its processes. */
  readonly rssBytes: number;
}

export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };
