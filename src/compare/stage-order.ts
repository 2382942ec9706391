import { join } from 'node:path';
import type { RunOptions } from '../config/config';
import { serverKind } from '../containers/server';
import type { StackWishes } from '../containers/stack';
import type { Engine } from '../engine/connect';
import type { Publishing } from '../engine/publishing';
import type { RunImages } from '../run/images';
import type { Interrupt } from '../run/interrupt';
import { snapshotKey } from '../run/mailbox-run';
import type { Pairs, Plan } from '../run/plan';
import type { Chosen } from '../run/scope';
import type { Scenario } from '../scenario/scenario';

export const SIDES = ['base', 'head'] as const;
export type SideName = (typeof SIDES)[number];

/** Readings of warm executions a size and start, each beside one of the other side: single ones differ by 15 %, a start's luck by half of that. */
const STEADY = 4;

export interface StageOrder {
  readonly options: RunOptions;
  readonly engine: Engine;
  readonly ports: Publishing;
  readonly images: { readonly base: RunImages; readonly head: RunImages };
  readonly run: string;
  /** Of the comparison; each stage has two runs below it. */
  readonly directory: string;
  readonly number: 1 | 2;
  readonly scenarios: readonly Scenario[];
  /** How often each is measured on both in turn. */
  readonly pairs: Pairs;
  readonly chosen: Chosen;
  readonly interrupt: Interrupt;
  readonly say: (line: string) => void;
}

/** Where a side's run of this stage is. */
export function sideDirectory({ directory, number }: StageOrder, side: SideName): string {
  return join(directory, `stage-${number}`, side);
}

/** CPUs of the servers, which are never measured at the same time, and of all else. */
export function pinnedOn({ cpus }: Pick<Engine, 'cpus'>): { server: string; others: string } | null {
  return cpus < 2 ? null : { server: '1', others: `0${cpus > 2 ? `,2-${cpus - 1}` : ''}` };
}

export function stackOf(order: StageOrder, side: SideName): Omit<StackWishes, 'docker' | 'kind' | 'say'> {
  const { images, options, engine, ports, run, number } = order;
  const { mailboxes } = order.chosen;
  const { server, garage, agent } = images[side];
  // The head starts from what the base has written, as it does where it replaces it.
  const seeder = images[side].name === images.base.name ? images.base : images[side];
  const contents = mailboxes.map(({ mailbox }) => mailbox);
  return {
    images: { server: server.ref, garage: garage?.ref ?? '', agent: agent.ref },
    snapshotKey: snapshotKey(seeder, serverKind(seeder.name), contents),
    run: `${run}${number}${side[0]}`,
    cpus: pinnedOn(engine),
    ...ports,
    memory: null,
    probe: options.probe,
  };
}

/** What the Jest process carries out: these scenarios, on both in turn. */
export function planOf(order: StageOrder, scenarios: readonly Scenario[]): Plan {
  const { images, options, engine, number } = order;
  const { mailboxes, gateSizes } = order.chosen;
  return {
    server: images.base.name,
    stack: stackOf(order, 'base'),
    directory: sideDirectory(order, 'base'),
    head: {
      server: images.head.name,
      stack: stackOf(order, 'head'),
      directory: sideDirectory(order, 'head'),
      ...order.pairs,
    },
    mailboxes: mailboxes.map(({ user, spec }) => ({ user, spec })),
    gateSizes,
    scenarios: scenarios.map(({ name }) => name),
    parts: [],
    quick: false,
    starts: 1,
    steady: STEADY,
    stages: false,
    timelines: [],
    profile: null,
    calibrator: null,
    planted: null,
    own: options.own,
    specs: options.specs,
    keep: options.keep && number === 2,
    cpus: pinnedOn(engine) ? 1 : engine.cpus,
  };
}
