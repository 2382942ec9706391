import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { judgeAll, judgeRequests } from '../budget/judge';
import { readProfile } from '../budget/profile-file';
import type { RunOptions } from '../config/config';
import { SERVERS } from '../containers/server';
import type { StackWishes } from '../containers/stack';
import type { Engine } from '../engine/connect';
import type { Publishing } from '../engine/publishing';
import { ensureSeeded } from '../mailbox/prepare';
import { beginRun, gather } from '../report/journal';
import { progress } from '../report/progress';
import { type Results, type RunHeader, writeResults } from '../report/results';
import { headerOf } from '../run/header';
import type { RunImages } from '../run/images';
import { INBOXES_FILE } from '../run/inboxes';
import type { Interrupt } from '../run/interrupt';
import { runJest } from '../run/jest';
import { snapshotKey } from '../run/mailbox-run';
import { savePlan } from '../run/plan';
import { doneBefore, noteDone, resumedHeader } from '../run/resume';
import type { Chosen } from '../run/scope';
import { FAMILIES, type Scenario } from '../scenario/scenario';
import { mustOpen } from './opens';

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
  readonly pairs: number;
  readonly fewSizes: boolean;
  readonly mailboxes: Chosen['mailboxes'];
  readonly interrupt: Interrupt;
  readonly say: (line: string) => void;
}

const SIDES = ['base', 'head'] as const;

/**
 * One stage: scenarios measured on two servers in turn, in containers of this stage. What a stage that was ended had measured is kept.
 * Throws Failure for what stops it.
 */
export async function measureStage(order: StageOrder): Promise<{ base: Results; head: Results }> {
  const { options, engine, ports, images, run, number, mailboxes, interrupt, say } = order;
  const pinned = engine.cpus >= 2 ? { server: '1', others: othersOf(engine.cpus) } : null;
  const directories = { base: sideDirectory(order, 'base'), head: sideDirectory(order, 'head') };
  const headers = Object.fromEntries(
    SIDES.map((side) => [side, begun(order, directories[side], images[side], pinned)]),
  ) as Record<(typeof SIDES)[number], RunHeader>;
  const left = order.scenarios.filter(({ name }) => !doneBefore(directories.base, 0).has(name));
  const stackOf = (side: (typeof SIDES)[number]): Omit<StackWishes, 'docker' | 'kind' | 'say'> => {
    const { server, garage, agent } = images[side];
    // The head starts from what the base has written, as it does where it replaces it.
    const seeder = images[side].name === images.base.name ? images.base : images[side];
    const contents = mailboxes.map(({ mailbox }) => mailbox);
    return {
      images: { server: server.ref, garage: garage?.ref ?? '', agent: agent.ref },
      snapshotKey: snapshotKey(seeder, SERVERS[seeder.name], contents),
      run: `${run}${number}${side[0]}`,
      cpus: pinned,
      ...ports,
      memory: null,
      probe: options.probe,
    };
  };
  if (left.length > 0) {
    for (const side of SIDES) {
      const kind = SERVERS[images[side].name];
      const wishes = { ...stackOf(side), run, docker: engine.docker, kind, say };
      // Made by the base's image where it is the base's.
      const seeding = kind.name === images.base.name ? { ...wishes, images: stackOf('base').images } : wishes;
      await ensureSeeded(seeding, mailboxes, interrupt.signal);
      if (number === 1) await mustOpen(side, wishes, mailboxes);
    }
    interrupt.signal.throwIfAborted();
    const plan = {
      server: images.base.name,
      stack: stackOf('base'),
      directory: directories.base,
      head: {
        server: images.head.name,
        stack: stackOf('head'),
        directory: directories.head,
        pairs: order.pairs,
      },
      mailboxes: mailboxes.map(({ user, spec }) => ({ user, spec })),
      gateSizes: true,
      fewSizes: order.fewSizes,
      scenarios: left.map(({ name }) => name),
      parts: [],
      quick: false,
      starts: 1,
      steady: 1,
      stages: false,
      timelines: [],
      profile: null,
      calibrator: null,
      planted: null,
      keep: options.keep && number === 2,
      cpus: pinned ? 1 : engine.cpus,
    };
    await carriedOut(savePlan(plan), left, order, directories);
    interrupt.signal.throwIfAborted();
  }
  return {
    base: finished(directories.base, headers.base, order),
    head: finished(directories.head, headers.head, order),
  };
}

async function carriedOut(
  planPath: string,
  scenarios: readonly Scenario[],
  { interrupt }: StageOrder,
  directories: Readonly<Record<(typeof SIDES)[number], string>>,
): Promise<void> {
  const shown = progress(process.stderr, { total: scenarios.length, tty: process.stderr.isTTY === true });
  const families = FAMILIES.filter((family) => scenarios.some((one) => one.family === family));
  const jest = runJest(planPath, { families }, (event) => {
    if (event.event === 'start') shown.start(event.name);
    else if (event.event === 'note') shown.note(event.text);
    else if (event.event === 'done') {
      shown.done(event.name, event.text);
      noteDone(directories.base, 0, event.name);
    }
  });
  interrupt.guard(jest.child);
  try {
    await jest.ended;
  } finally {
    shown.finish();
    rmSync(planPath, { force: true });
    for (const directory of Object.values(directories))
      rmSync(join(directory, INBOXES_FILE), { force: true });
  }
}

function sideDirectory({ directory, number }: StageOrder, side: (typeof SIDES)[number]): string {
  return join(directory, `stage-${number}`, side);
}

/** The header of a side's run, begun now or before. */
function begun(
  { options, engine, mailboxes }: StageOrder,
  directory: string,
  images: RunImages,
  pinned: { server: string; others: string } | null,
): RunHeader {
  const contents = mailboxes.map(({ mailbox }) => mailbox);
  const now = headerOf({ ...options, mode: 'gate', quick: false }, engine, images, contents, pinned);
  if (existsSync(join(directory, 'run.json'))) return resumedHeader(directory, now);
  beginRun(directory, now);
  return now;
}

/** The run of one side, whole, with the verdicts that its own figures allow: the laws, and no budgets. */
function finished(directory: string, header: RunHeader, { scenarios, fewSizes }: StageOrder): Results {
  const finishedAt = header.run.finishedAt ?? new Date().toISOString();
  const { results } = gather(directory, { ...header, run: { ...header.run, finishedAt } });
  const kind = Object.values(SERVERS).find(({ name }) => name === header.server.name);
  if (kind === undefined) return results;
  const profile = { ...readProfile(kind.name), taken: null };
  const judge = { specs: scenarios, kind, profile };
  const judged = fewSizes ? judgeRequests(results, judge) : judgeAll(results, judge, 'left out');
  writeResults(directory, judged.results);
  return judged.results;
}

function othersOf(cpus: number): string {
  return `0${cpus > 2 ? `,2-${cpus - 1}` : ''}`;
}
