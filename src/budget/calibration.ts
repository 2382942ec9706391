import { jStat } from 'jstat';
import { middle } from '../report/points';
import type { RunHeader } from '../report/schema';

/** One take in so many may be disturbed: that is the bad luck of one scenario, which its further starts tell, and not the host. */
const ONE_DISTURBED_IN = 50;

/**
 * What the takes of a calibrator over a whole gate (ms, in their order) say of the host: noise is their standard deviation as a share of
 * the median, without those few that are the furthest from it. One take of 26.1 ms among 63 of 20.5 to 22.6 made 3.6 % of 2.4.
 */
export function calibration(name: string, cpuMs: readonly number[]): RunHeader['calibrator'] {
  if (cpuMs.length === 0) return null;
  const median = middle(cpuMs);
  const kept = [...cpuMs]
    .sort((a, b) => Math.abs(a - median) - Math.abs(b - median))
    .slice(0, cpuMs.length - disturbedOf(cpuMs));
  return { name, cpuMs: [...cpuMs], noise: jStat.stdev(kept) / median };
}

/** The same of what several took, as if they were one; null where none took anything. */
export function asOne(calibrators: readonly RunHeader['calibrator'][]): RunHeader['calibrator'] {
  const all = calibrators.filter((one) => one !== null);
  const [first] = all;
  return first === undefined
    ? null
    : calibration(
        first.name,
        all.flatMap(({ cpuMs }) => cpuMs),
      );
}

/**
 * The same from one take to the next, in which a clock that drifts over the gate is not: by the mean square successive difference (von
 * Neumann et al., Annals of Mathematical Statistics 12, 1941). On a host that became 12 % slower within 9 minutes takes varied by
 * 4.7 %, and by 1.8 % from one to the next, as they do on hosts that keep their speed. 0 for less than two takes.
 */
export function noiseFromTakeToTake(cpuMs: readonly number[]): number {
  const squares = jStat.diff(cpuMs).map((ms) => ms ** 2);
  // A disturbed take is far from the one before it and from the next.
  const kept = squares.sort((a, b) => a - b).slice(0, squares.length - 2 * disturbedOf(cpuMs));
  return kept.length === 0 ? 0 : Math.sqrt(jStat.mean(kept) / 2) / middle(cpuMs);
}

function disturbedOf(cpuMs: readonly number[]): number {
  return Math.floor(cpuMs.length / ONE_DISTURBED_IN);
}
