import { join, resolve } from 'node:path';
import type { RunOptions } from '../config/config';
import { EXIT, Failure } from '../config/failure';
import { RESULTS } from '../config/root';
import type { Engine } from '../engine/connect';
import { aloneOnEngine } from '../run/alone';
import { runImages } from '../run/images';
import { scopeOf } from '../run/scope';
import type { Side } from './sides';
import type { StageOrder } from './stage-order';
import type { Compares } from './told';
import { inTwoStages } from './two-stages';

type ImageSide = Extract<Side, { kind: 'image' }>;

/** Measures two servers in turn, in two stages, and says in what they differ. `names`: only these scenarios. Throws Failure for what stops it. */
export async function compareImages(
  options: RunOptions,
  base: ImageSide,
  head: ImageSide,
  say: (line: string) => void,
  names: readonly string[] | null = null,
): Promise<Compares> {
  // A gate's mailboxes are all but where some were named; --quick means fewer pairs here, and not another mailbox.
  const scope = scopeOf({ ...options, mode: 'gate', quick: false });
  const scenarios = scope.scenarios.filter(({ name }) => names === null || names.includes(name));
  const [chosen, ...others] = scope.mailboxes;
  if (chosen === undefined || others.length > 0) throw severalSizes(options.sizes ?? []);
  return aloneOnEngine(options, say, {
    imagesOf: (engine, signal) => imagesOf(engine, base, head, say, signal),
    agentOf: (images) => images.base.agent,
    work: (ground) =>
      inTwoStages({ ...ground, options, chosen, say }, scenarios, directoryOf(options, ground.images)),
  });
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
  return resolve(options.resume ?? options.out ?? join(RESULTS, name));
}

function severalSizes(sizes: readonly number[]): Failure {
  return new Failure(EXIT.usage, {
    fact: `--sizes ${sizes.join(',')} cannot be compared`,
    cause:
      'a comparison has one mailbox, or those of the gate, of which each scenario takes the sizes it needs',
    next: 'name one size, or none',
  });
}
