import { join, resolve } from 'node:path';
import type { RunOptions } from '../config/config';
import { within } from '../config/deadline';
import { ROOT } from '../config/root';
import { ensureEngine, terminalQuestion } from '../engine/bringup';
import type { Engine } from '../engine/connect';
import { lock } from '../engine/lock';
import { publishing, saidOf } from '../engine/publishing';
import { sweepRuns } from '../engine/sweep';
import { runImages } from '../run/images';
import { onInterrupt } from '../run/interrupt';
import { scopeOf } from '../run/scope';
import type { Side } from './sides';
import type { StageOrder } from './stage-order';
import type { Compares } from './told';
import { inTwoStages } from './two-stages';

type ImageSide = Extract<Side, { kind: 'image' }>;

const REMOVED_MS = 60_000;

/** Measures two servers in turn, in two stages, and says in what they differ. `names`: only these scenarios. Throws Failure for what stops it. */
export async function compareImages(
  options: RunOptions,
  base: ImageSide,
  head: ImageSide,
  say: (line: string) => void,
  names: readonly string[] | null = null,
): Promise<Compares> {
  const scope = scopeOf({ ...options, mode: 'gate' });
  const scenarios = scope.scenarios.filter(({ name }) => names === null || names.includes(name));
  const engine = await ensureEngine({ say, ask: terminalQuestion() });
  const ports = await publishing(engine.endpoint, options.publishHost);
  for (const line of saidOf(ports)) say(line);
  const interrupt = onInterrupt(say);
  try {
    const images = await imagesOf(engine, base, head, say, interrupt.signal);
    const run = Date.now().toString(36);
    const waitMs = options.waitSeconds * 1000;
    const held = await lock(engine.docker, images.base.agent.ref, {
      run,
      waitMs,
      say,
      signal: interrupt.signal,
    });
    try {
      await sweepRuns(engine.docker, null);
      const [gate] = scope.mailboxes;
      if (gate === undefined) throw new Error('a gate has its mailboxes');
      const { mailboxes } = gate;
      const order = { options, engine, ports, images, run, mailboxes, interrupt, say };
      return await inTwoStages(order, scenarios, directoryOf(options, images));
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

async function imagesOf(
  engine: Engine,
  base: ImageSide,
  head: ImageSide,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<StageOrder['images']> {
  const of = (side: ImageSide) =>
    runImages(engine.docker, { ...side, mode: 'gate', quick: true }, say, signal);
  const first = await of(base);
  // Where the first-class server cannot be had, both are the one that is measured instead.
  return { base: first, head: await of(head.server || head.image ? head : { ...head, server: first.name }) };
}

function directoryOf(options: RunOptions, { base, head }: StageOrder['images']): string {
  const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-compare-${base.name}${base.name === head.name ? '' : `-${head.name}`}`;
  return resolve(options.resume ?? options.out ?? join(ROOT, 'results', name));
}
