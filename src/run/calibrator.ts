import { Load } from '../containers/load';
import { startReference } from '../containers/reference-load';
import type { Stack } from '../containers/stack';
import { connect } from '../engine/connect';

/** Some tens of ms: long against what the kernel's clock is off, short against a scenario. */
const LOOPS = 20_000_000;
/** What it is called in results. */
export const CALIBRATOR = `${LOOPS / 1e6} million loops of docker/reference`;

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
