import type { Taken } from './bench';
import type { Accuracy, Dose } from './schema';

/** What the doses came to; filled as they are given. */
export interface Found {
  readonly calibrations: number[];
  readonly doses: Dose[];
  readonly spikes: Accuracy['spikes'];
  readonly requests: Accuracy['requests'];
  readonly overheadMs: number[];
  /** Of readings of an idle load. */
  readonly settlingMs: number[];
  charged: Accuracy['summary']['charged'];
  probePercentOfCore: number;
}

export function nothingYet(): Found {
  return {
    calibrations: [],
    doses: [],
    spikes: [],
    requests: [],
    overheadMs: [],
    settlingMs: [],
    charged: { cpuMs: 0, bytes: 0, readings: 0 },
    probePercentOfCore: 0,
  };
}

/** Whatever is dosed, what reading took besides it is noted. */
export function note(found: Found, { overheadMs }: Taken<unknown>): void {
  found.overheadMs.push(overheadMs);
}
