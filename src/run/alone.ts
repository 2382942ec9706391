import type { RunOptions } from '../config/config';
import { within } from '../config/deadline';
import { ensureEngine, terminalQuestion } from '../engine/bringup';
import type { Engine } from '../engine/connect';
import { hostOfJob } from '../engine/job-container';
import { lock } from '../engine/lock';
import { type Publishing, publishing, saidOf } from '../engine/publishing';
import { sweepRuns } from '../engine/sweep';
import type { Image } from '../images/image';
import { type Interrupt, onInterrupt } from './interrupt';

const REMOVED_MS = 60_000;

/** What somebody who measures stands on; `I` is the images that were asked for. */
export interface Ground<I> {
  readonly engine: Engine;
  readonly ports: Publishing;
  readonly images: I;
  /** A name of its own for everything that is made on the engine. */
  readonly run: string;
  readonly interrupt: Interrupt;
}

/**
 * Has an engine and images, waits until nobody else measures on it, and removes at the end what was made there (but for --keep), also
 * after Ctrl-C. Throws Failure for what stops it.
 */
export async function aloneOnEngine<I, T>(
  options: Pick<RunOptions, 'publishHost' | 'waitSeconds' | 'keep'>,
  say: (line: string) => void,
  wanted: {
    imagesOf(engine: Engine, signal: AbortSignal): Promise<I>;
    agentOf(images: I): Image;
    work(ground: Ground<I>): Promise<T>;
  },
): Promise<T> {
  const engine = await ensureEngine({ say, ask: terminalQuestion() });
  const ports = await publishing(engine.endpoint, options.publishHost, await hostOfJob(engine.docker));
  for (const line of saidOf(ports)) say(line);
  const interrupt = onInterrupt(say);
  try {
    const images = await wanted.imagesOf(engine, interrupt.signal);
    const run = Date.now().toString(36);
    const held = await lock(engine.docker, wanted.agentOf(images).ref, {
      run,
      waitMs: options.waitSeconds * 1000,
      say,
      signal: interrupt.signal,
    });
    try {
      await removeLeftovers(engine, say);
      return await wanted.work({ engine, ports, images, run, interrupt });
    } finally {
      const sweep = () => sweepRuns(engine.docker, null);
      if (!options.keep)
        await within(REMOVED_MS, "the engine to remove the run's containers", sweep).catch(() => undefined);
      await held.release();
    }
  } finally {
    interrupt.dispose();
  }
}

async function removeLeftovers(engine: Engine, say: (line: string) => void): Promise<void> {
  const { containers, networks, volumes } = await sweepRuns(engine.docker, null);
  if (containers + networks + volumes === 0) return;
  say(`Removed what a killed run left: ${containers} containers, ${networks} networks, ${volumes} volumes.`);
}
