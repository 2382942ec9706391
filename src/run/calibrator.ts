import type { Target } from '../agent/protocol';
import { Load } from '../containers/load';
import { startReference } from '../containers/reference-load';
import type { Stack } from '../containers/stack';
import { connect } from '../engine/connect';
import { middle } from '../report/points';
import type { RunHeader } from '../report/results';

const LOOPS = 8_000_000;
const SPIKES = 4;
const SPIKE_BYTES = 16 << 20;

/**
 * A workload of fixed size on the server's CPUs, while the server rests: computing that touches no memory, and pages taken from
 * the kernel, touched and given back, as a server does both. A busy neighbour slows the second half long before the first. It
 * costs the same each time; where it does not, the host is unfit to judge CPU time on, and that is no fault of the server.
 */
export class Calibrator {
  private constructor(
    private readonly stack: Stack,
    private readonly load: Load,
    private readonly target: Target,
  ) {}

  static async beside(stack: Stack, image: string): Promise<Calibrator> {
    const { docker } = await connect();
    const wishes = { ...stack.serverWishes(), image, name: `${stack.name}-calibrator` };
    const { address, target } = await startReference(docker, wishes);
    return new Calibrator(stack, await Load.connect(address), target);
  }

  /** CPU time that it took, ms, read as a server's is. */
  async take(): Promise<number> {
    const { probe } = this.stack;
    const before = await probe.read(this.target, 'before', null);
    await this.load.burn(LOOPS, 1);
    for (let i = 0; i < SPIKES; i += 1) await this.load.spike(SPIKE_BYTES, 0);
    const after = await probe.read(this.target, 'after', null);
    return after.cpuMs - before.cpuMs;
  }

  close(): void {
    this.load.close();
  }
}

/** What its takes over a whole gate say of the host: noise is their standard deviation as a share of the median. */
export function calibration(cpuMs: readonly number[]): RunHeader['calibrator'] {
  if (cpuMs.length === 0) return null;
  const mean = cpuMs.reduce((sum, each) => sum + each, 0) / cpuMs.length;
  const variance = cpuMs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / cpuMs.length;
  const name = `${LOOPS / 1e6} million loops and ${SPIKES} × ${SPIKE_BYTES >> 20} MiB touched`;
  return { name, cpuMs: [...cpuMs], noise: Math.sqrt(variance) / middle(cpuMs) };
}
