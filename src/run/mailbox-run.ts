import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunOptions } from '../config/config';
import { configKey } from '../containers/config-key';
import type { ServerKind } from '../containers/server';
import type { StackWishes } from '../containers/stack';
import type { Engine } from '../engine/connect';
import type { Publishing } from '../engine/publishing';
import type { Image } from '../images/image';
import type { Mailbox } from '../mailbox/mailbox';
import { ensureSeeded } from '../mailbox/prepare';
import { progress } from '../report/progress';
import { FAMILIES, type Family } from '../scenario/scenario';
import type { RunImages } from './images';
import { INBOXES_FILE } from './inboxes';
import type { Interrupt } from './interrupt';
import { runJest } from './jest';
import { savePlan } from './plan';
import { doneBefore, noteDone } from './resume';
import type { Choice, Chosen, Scope } from './scope';

export interface MailboxRun {
  readonly options: RunOptions;
  readonly engine: Engine;
  readonly images: RunImages;
  readonly kind: ServerKind;
  readonly run: string;
  readonly directory: string;
  readonly ports: Publishing;
  readonly pinned: { readonly server: string; readonly others: string } | null;
  readonly chosen: Chosen;
  /** Its number in the run, from 0. */
  readonly number: number;
  readonly scope: Scope;
  readonly choice: Choice;
  readonly interrupt: Interrupt;
  readonly say: (line: string) => void;
  /** Grows by what this mailbox took. */
  readonly time: { atWorkMs: number; settlingMs: number; startingMs: number };
  /** Grows by what the calibrator took, ms. */
  readonly calibrated: number[];
}

/** Has the mailbox seeded, then measures the scenarios on it, family by family, under Jest. */
export async function measureMailbox(order: MailboxRun): Promise<void> {
  const {
    options,
    engine,
    ports,
    images,
    kind,
    run,
    directory,
    pinned,
    scope,
    choice,
    interrupt,
    say,
    time,
  } = order;
  const { mailboxes, gateSizes, parts = [] } = order.chosen;
  const done = doneBefore(directory, order.number);
  const scenarios = scope.scenarios.filter(({ name }) => !done.has(name));
  if (parts.length === 0 && scenarios.length === 0) return;
  const stack: Omit<StackWishes, 'docker' | 'kind' | 'say'> = {
    images: { server: images.server.ref, garage: images.garage?.ref ?? '', agent: images.agent.ref },
    snapshotKey: snapshotKey(
      images,
      kind,
      mailboxes.map(({ mailbox }) => mailbox),
    ),
    run,
    cpus: pinned,
    ...ports,
    memory: null,
    probe: options.probe,
  };
  const families = FAMILIES.filter((family) => scenarios.some((one) => one.family === family));
  const watched = (order.chosen.choice?.timelines ?? choice.timelines) && options.scenario === undefined;
  // Of a family that a run was ended in the picture is there.
  const isBegun = (family: Family) =>
    scope.scenarios.some((one) => one.family === family && done.has(one.name));
  const since = performance.now();
  await ensureSeeded({ ...stack, docker: engine.docker, kind, say }, mailboxes, interrupt.signal);
  time.startingMs += performance.now() - since;
  if (interrupt.signal.aborted) return;
  const planPath = savePlan({
    directory,
    server: kind.name,
    stack: {
      ...stack,
      run: `${run}j`,
      images: { ...stack.images, server: images.dosed ?? images.server.ref },
    },
    mailboxes: mailboxes.map(({ user, spec }) => ({ user, spec })),
    gateSizes,
    scenarios: scenarios.map(({ name }) => name),
    parts,
    quick: options.quick,
    head: null,
    ...choice,
    ...order.chosen.choice,
    // A single scenario is asked for to be answered soon.
    timelines: watched ? families.filter((family) => !isBegun(family)) : [],
    profile: options.profile ?? null,
    calibrator: images.reference?.ref ?? null,
    planted: options.planted ?? null,
    own: options.own,
    specs: options.specs,
    keep: options.keep,
    cpus: pinned ? 1 : engine.cpus,
  });
  const shown = progress(process.stderr, {
    total: parts.length || scenarios.length,
    tty: process.stderr.isTTY === true,
  });
  const files = parts.length > 0 ? { parts } : { families, own: options.specs };
  const jest = runJest(planPath, files, pinned?.others ?? null, (event) => {
    if (event.event === 'start') shown.start(event.name);
    else if (event.event === 'done') {
      shown.done(event.name, event.text);
      // Parts keep themselves.
      if (parts.length === 0) noteDone(directory, order.number, event.name);
    } else if (event.event === 'note') shown.note(event.text);
    else if (event.event === 'calibrated') order.calibrated.push(event.cpuMs);
    else for (const key of ['atWorkMs', 'settlingMs', 'startingMs'] as const) time[key] += event[key];
  });
  interrupt.guard(jest.child);
  try {
    await jest.ended;
  } finally {
    shown.finish();
    for (const file of [planPath, join(directory, INBOXES_FILE)]) rmSync(file, { force: true });
  }
}

/** All that a seeded state depends on. */
export function snapshotKey(
  { server, garage }: { readonly server: Pick<Image, 'id'>; readonly garage: Pick<Image, 'id'> | null },
  kind: ServerKind,
  mailboxes: readonly Mailbox[],
): string[] {
  const content = mailboxes.map((mailbox) => mailbox.checksum()).join(' ');
  return [server.id, garage?.id ?? 'no storage', content, configKey(kind)];
}
