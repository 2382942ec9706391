import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { judgeAll, judgeRequests } from '../budget/judge';
import { profileBefore } from '../budget/profile-file';
import { kindNamed, serverKind } from '../containers/server';
import { ensureSeeded } from '../mailbox/prepare';
import { beginRun, gather } from '../report/journal';
import { progress } from '../report/progress';
import { type Results, type RunHeader, writeResults } from '../report/results';
import { headerOf } from '../run/header';
import type { RunImages } from '../run/images';
import { INBOXES_FILE } from '../run/inboxes';
import { runJest } from '../run/jest';
import { savePlan } from '../run/plan';
import { doneBefore, noteDone, resumedHeader } from '../run/resume';
import { FAMILIES, type Scenario } from '../scenario/scenario';
import { mustOpen } from './opens';
import {
  pinnedOn,
  planOf,
  SIDES,
  type SideName,
  type StageOrder,
  sideDirectory,
  stackOf,
} from './stage-order';

/**
 * One stage: scenarios measured on two servers in turn, in containers of this stage. What a stage that was ended had measured is kept.
 * Throws Failure for what stops it.
 */
export async function measureStage(order: StageOrder): Promise<{ base: Results; head: Results }> {
  const { engine, images, run, number, chosen, interrupt, say } = order;
  const { mailboxes } = chosen;
  const pinned = pinnedOn(engine);
  const directories = { base: sideDirectory(order, 'base'), head: sideDirectory(order, 'head') };
  const headers = Object.fromEntries(
    SIDES.map((side) => [side, begun(order, directories[side], images[side], pinned)]),
  ) as Record<SideName, RunHeader>;
  const left = order.scenarios.filter(({ name }) => !doneBefore(directories.base, 0).has(name));
  if (left.length > 0) {
    for (const side of SIDES) {
      const kind = serverKind(images[side].name);
      const wishes = { ...stackOf(order, side), run, docker: engine.docker, kind, say };
      // Made by the base's image where it is the base's.
      const seeding =
        kind.name === images.base.name ? { ...wishes, images: stackOf(order, 'base').images } : wishes;
      await ensureSeeded(seeding, mailboxes, interrupt.signal);
      if (number === 1) await mustOpen(side, wishes, mailboxes);
    }
    interrupt.signal.throwIfAborted();
    await carriedOut(savePlan(planOf(order, left)), left, order, directories);
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
  { engine, interrupt, options }: StageOrder,
  directories: Readonly<Record<SideName, string>>,
): Promise<void> {
  const shown = progress(process.stderr, { total: scenarios.length, tty: process.stderr.isTTY === true });
  const families = FAMILIES.filter((family) => scenarios.some((one) => one.family === family));
  const files = { families, own: options.specs };
  const jest = runJest(planPath, files, pinnedOn(engine)?.others ?? null, (event) => {
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

/** The header of a side's run, begun now or before. */
function begun(
  { options, engine, chosen }: StageOrder,
  directory: string,
  images: RunImages,
  pinned: { server: string; others: string } | null,
): RunHeader {
  const contents = chosen.mailboxes.map(({ mailbox }) => mailbox);
  const now = headerOf({ ...options, mode: 'gate', quick: false }, engine, images, contents, pinned);
  if (existsSync(join(directory, 'run.json'))) return resumedHeader(directory, now);
  beginRun(directory, now);
  return now;
}

/** The run of one side, whole, with the verdicts that its own figures allow: the laws, and no budgets. */
function finished(directory: string, header: RunHeader, { scenarios, number, options }: StageOrder): Results {
  const finishedAt = header.run.finishedAt ?? new Date().toISOString();
  const { results } = gather(directory, { ...header, run: { ...header.run, finishedAt } });
  const kind = kindNamed(header.server.name);
  if (kind === undefined) return results;
  const profile = { ...profileBefore(kind.name, { file: options.profile }), taken: null };
  const judge = { specs: scenarios, kind, profile };
  const judged =
    number === 1 ? judgeRequests(results, judge) : judgeAll(results, judge, 'left out of a gate too');
  writeResults(directory, judged.results);
  return judged.results;
}
