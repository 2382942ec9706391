import type { Bench } from '../bench';

/** What one instrument noted while it watched the load. */
export interface Notes {
  /** Memory by its own reckoning, bytes, in order; `at` in ms of any clock. */
  readonly memory: readonly { readonly at: number; readonly bytes: number }[];
  /** CPU time of the load while it was watched, ms. */
  readonly cpuMs: number | null;
  /** CPU time that it took itself, ms; null where its process is not ours to see. */
  readonly ownCpuMs: number | null;
  readonly watchedMs: number;
}

/** An instrument that samples, as people use it. */
export interface Instrument {
  readonly name: string;
  /** Starts to watch, and resolves when it does. `forMs` is about how long it will have to. */
  watch(bench: Bench, forMs: number): Promise<{ stop(): Promise<Notes> }>;
}

/** An instrument that cannot be had here, with the reason. */
export class Missing extends Error {}
