import { Load } from '../containers/load';
import { startReference } from '../containers/reference-load';
import type { Stack } from '../containers/stack';
import { connect } from '../engine/connect';
import { middle } from '../report/points';
import type { RunHeader } from '../report/results';

/** Some tens of ms: long against what the kernel's clock is off, short against a scenario. */
const LOOPS = 20_000_000;
/** One take in so many may be disturbed: that is the bad luck of one scenario, which its further starts tell, and not the host. */
const UNDISTURBED = 50;

/**
 * A workload of fixed size on the server's CPUs, while the server rests. It costs the same each time; where it does not, the
 * host is unfit to judge CPU time on, and that is no fault of the server. It computes and touches no memory: with memory in it
 * (4 × 16 MiB taken and touched) it varied by 11 % on a host where servers vary by 3 to 10 %, so every host would be unfit. What
 * a neighbour does to caches is noise between server starts, which the profile knows of each scenario.
 */
export class Calibrator {
  private constructor(private readonly load: Load) {}

  static async beside(stack: Stack, image: string): Promise<Calibrator> {
    const { docker } = await connect();
    const { publishOn, reachAt } = stack.wishes;
    const wishes = { ...stack.serverWishes(), publishOn, reachAt, image, name: `${stack.name}-calibrator` };
    return new Calibrator(await Load.connect((await startReference(docker, wishes)).address));
  }

  /** CPU time that it took, ms. */
  async take(): Promise<number> {
    return (await this.load.burn(LOOPS, 1)).clockMs;
  }

  close(): void {
    this.load.close();
  }
}

/**
 * What its takes over a whole gate say of the host: noise is their standard deviation as a share of the median, without those few
 * (UNDISTURBED) that are the furthest from it. One take of 26.1 ms among 63 of 20.5 to 22.6 made 3.6 % of 2.4.
 */
export function calibration(cpuMs: readonly number[]): RunHeader['calibrator'] {
  if (cpuMs.length === 0) return null;
  const median = middle(cpuMs);
  const kept = [...cpuMs]
    .sort((a, b) => Math.abs(a - median) - Math.abs(b - median))
    .slice(0, cpuMs.length - Math.floor(cpuMs.length / UNDISTURBED));
  const mean = kept.reduce((sum, each) => sum + each, 0) / kept.length;
  const variance = kept.reduce((sum, each) => sum + (each - mean) ** 2, 0) / kept.length;
  const name = `${LOOPS / 1e6} million loops of docker/reference`;
  return { name, cpuMs: [...cpuMs], noise: Math.sqrt(variance) / median };
}
