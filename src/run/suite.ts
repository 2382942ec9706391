import { join, resolve } from 'node:path';
import type { RunOptions } from '../config/config';
import { within } from '../config/deadline';
import { type ExitCode, Failure, worst } from '../config/failure';
import { ROOT } from '../config/root';
import { SERVERS } from '../containers/server';
import { ensureEngine, terminalQuestion } from '../engine/bringup';
import type { Engine } from '../engine/connect';
import { lock } from '../engine/lock';
import { type Publishing, publishing, saidOf } from '../engine/publishing';
import { sweepRuns } from '../engine/sweep';
import { abandonRun, assemble, beginRun, gather, writeHeader } from '../report/journal';
import type { RunHeader } from '../report/results';
import { renderTable } from '../report/table';
import { terminalOf } from '../report/terminal';
import { writeReport } from '../report/write';
import { headerOf } from './header';
import { type RunImages, runImages } from './images';
import { onInterrupt } from './interrupt';
import { measureMailbox } from './mailbox-run';
import { choiceOf, scopeOf } from './scope';
import { exitCodeOf } from './wrong-answers';

const REMOVED_MS = 60_000;

export interface SuiteOutcome {
  readonly exitCode: ExitCode;
  readonly directory: string | null;
}

/**
 * One run, whole: engine, images, lock, mailboxes, scenarios, report. The order of this function is the order of what
 * happens. Throws Failure for what stops it; what a scenario suffers is in its results, and in the exit code.
 */
export async function runSuite(
  options: RunOptions,
  { say }: { say(line: string): void },
): Promise<SuiteOutcome> {
  const scope = scopeOf(options);
  const engine = await ensureEngine({ say, ask: terminalQuestion() });
  const ports = await publishing(engine.endpoint, options.publishHost);
  for (const line of saidOf(ports)) say(line);
  const interrupt = onInterrupt(say);
  try {
    const images = await runImages(engine.docker, options, say, interrupt.signal);
    const run = `${Date.now().toString(36)}`;
    const held = await lock(engine.docker, images.agent.ref, {
      run,
      waitMs: options.waitSeconds * 1000,
      say,
      signal: interrupt.signal,
    });
    try {
      await removeLeftovers(engine, say);
      return await measured(options, scope, engine, ports, images, run, interrupt, say);
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

async function measured(
  options: RunOptions,
  scope: ReturnType<typeof scopeOf>,
  engine: Engine,
  ports: Publishing,
  images: RunImages,
  run: string,
  interrupt: ReturnType<typeof onInterrupt>,
  say: (line: string) => void,
): Promise<SuiteOutcome> {
  // Images that had to be made, and a queue, are no part of how the run's time divides.
  const since = performance.now();
  const directory = resolve(
    options.out ?? join(ROOT, 'results', `${new Date().toISOString().replace(/[:.]/g, '-')}-${images.name}`),
  );
  const pinned =
    options.mode === 'gate' && engine.cpus >= 2
      ? { server: '1', others: `0${engine.cpus > 2 ? `,2-${engine.cpus - 1}` : ''}` }
      : null;
  const [first] = scope.mailboxes;
  if (!first) throw new Error('a run has at least one mailbox');
  const header = headerOf(options, engine, images, first.mailbox, pinned);
  beginRun(directory, header);
  const choice = choiceOf(options);
  say(
    `Measuring ${images.name} ${images.server.version} (${images.server.origin} image): ${scope.scenarios.length} scenarios, ` +
      `${choice.starts} server start(s) each, 1 first and ${choice.steady} steady readings a start${options.quick ? ' (--quick: fewer starts)' : ''}.`,
  );
  const time = { atWorkMs: 0, settlingMs: 0, startingMs: 0 };
  let stopped: Failure | null = null;
  try {
    for (const chosen of scope.mailboxes) {
      const kind = SERVERS[images.name];
      const order = { options, engine, ports, images, kind, run, directory, pinned, chosen };
      await measureMailbox({ ...order, scope, choice, interrupt, say, time });
      interrupt.signal.throwIfAborted();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Ended by somebody: a run, if a short one. Failed before anything was measured: none.
    if (!interrupt.signal.aborted && abandonRun(directory)) throw error;
    stopped = error;
  }
  return finish(directory, header, time, since, options, stopped, say);
}

/** Shows what was measured before it writes it: a full disk must not cost the reader both. */
function finish(
  directory: string,
  header: RunHeader,
  time: { atWorkMs: number; settlingMs: number; startingMs: number },
  since: number,
  options: RunOptions,
  stopped: Failure | null,
  say: (line: string) => void,
): SuiteOutcome {
  const otherMs = Math.max(0, performance.now() - since - time.atWorkMs - time.settlingMs - time.startingMs);
  const finishedAt = stopped ? null : new Date().toISOString();
  const whole = { ...header, run: { ...header.run, finishedAt, time: { ...time, otherMs } } };
  const { results, notes } = gather(directory, whole);
  for (const note of notes) say(note);
  say(renderTable(results, { ...terminalOf(process.stdout, process.env), worst: options.sort }));
  if (stopped) say(`The table holds what was measured until it stopped.\n${stopped.message}`);
  writeHeader(directory, whole);
  assemble(directory);
  const { files } = writeReport(directory);
  say(`Written: ${files.join(', ')}`);
  const codes: ExitCode[] = results.scenarios.map((one) => exitCodeOf(one));
  return { exitCode: worst(stopped ? [...codes, stopped.exitCode] : codes), directory };
}

async function removeLeftovers(engine: Engine, say: (line: string) => void): Promise<void> {
  const { containers, networks, volumes } = await sweepRuns(engine.docker, null);
  if (containers + networks + volumes === 0) return;
  say(`Removed what a killed run left: ${containers} containers, ${networks} networks, ${volumes} volumes.`);
}
