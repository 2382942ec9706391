import { middle } from '../report/points';
import type { Results } from '../report/schema';
import { evaluate } from '../scenario/formula';
import { noiseFromTakeToTake } from './calibration';
import type { Profile } from './profile';

/** A calibrator whose noise is above this share tells an unfit host. */
export const UNFIT_NOISE = 0.03;
/** Up to this share a host may be faster or slower than for the profile: loops say nothing about what waits for memory. */
export const CHANGED = 0.1;

/**
 * What a profile calls an image: the digest that its registry knows it by; for one that was built or loaded here its reference, for
 * the content of that changes with every build, and it is these changes that a gate is for.
 */
export function imageName({ digest, image }: Results['server']): string {
  const fromRegistry = digest?.includes('@') === true;
  return (fromRegistry ? digest : (image ?? digest)) ?? 'unknown';
}

/** Why budgets are shown and not judged; null where they are. */
export function whyNoBudgets(
  { server, host, run }: Results,
  { taken }: Profile,
): { all: string | null; cpu: string | null } {
  if (taken === null) return { all: `budgets are not judged: ${server.name} has no profile yet`, cpu: null };
  if (imageName(server) !== taken.image)
    return {
      all: `budgets are not judged: the profile is of ${taken.image}, and ${imageName(server)} was measured`,
      cpu: null,
    };
  if (taken.mode !== run.mode)
    return {
      all: `budgets are not judged: the profile is of a ${taken.mode}, and this is a ${run.mode}`,
      cpu: null,
    };
  const cpu =
    taken.cpu === host.cpu
      ? null
      : `CPU budgets are not judged: the profile was taken on ${taken.cpu}, and this is ${host.cpu}`;
  return { all: null, cpu };
}

/** Why CPU budgets decide nothing on this host; null where they do. */
export function unfitHost({ calibrator }: Results): string | null {
  return calibrator === null ? null : unfitBy(calibrator.noise, `${calibrator.name} varied`);
}

/** Why growth of CPU time decides nothing on this host; null where it does. The sizes that it compares were measured within seconds. */
export function unsteadyHost({ calibrator }: Results): string | null {
  if (calibrator === null) return null;
  return unfitBy(
    noiseFromTakeToTake(calibrator.cpuMs),
    `one take of ${calibrator.name} differed from the next`,
  );
}

function unfitBy(noise: number, what: string): string | null {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return noise <= UNFIT_NOISE
    ? null
    : `the host is unfit: ${what} by ${percent(noise)}, and ${percent(UNFIT_NOISE)} is the most`;
}

/**
 * How long the same loops take on this host now, as a share of what they took for the profile: the clock of one CPU model moves by
 * some percent, and CPU times with it. 1 where it is not known.
 */
export function slowness({ calibrator }: Results, { taken }: Profile): number {
  if (calibrator === null || taken?.calibrator === undefined) return 1;
  const then = evaluate(taken.calibrator, { N: 0, k: 0, B: 0, M: 0, U: 0 }, 'time');
  return middle(calibrator.cpuMs) / then;
}

/** Why CPU budgets of a profile decide nothing on this host, as busy as it is; null where they do. */
export function changedHost(results: Results, profile: Profile): string | null {
  const { calibrator } = results;
  if (calibrator === null || Math.abs(slowness(results, profile) - 1) <= CHANGED) return null;
  return `the host is not as fast as it was for the profile: ${calibrator.name} took ${middle(calibrator.cpuMs).toFixed(1)} ms, and ${profile.taken?.calibrator} then`;
}
