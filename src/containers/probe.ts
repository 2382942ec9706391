import type { Reading, Target } from '../agent/protocol';

/** Reads what the measured container has cost so far, from outside it. Two readings and what lies between make a sample. */
export interface Probe {
  /**
   * `before` resets the high-water marks; both wait until the CPU counter rests. `metricsUrl` is Garage's, null without
   * storage. `rested` is a settled reading since which nothing was asked of the server: it need not be waited for where its counter
   * has not moved. Throws when the container is gone or a counter is not in the format its kernel documents.
   */
  read(
    target: Target,
    moment: 'before' | 'after',
    metricsUrl: string | null,
    rested?: Reading | null,
  ): Promise<Reading>;
}
