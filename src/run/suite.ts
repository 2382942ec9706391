import { join, resolve } from 'node:path';
import { STAGES } from '../budget/alpha';
import { calibration } from '../budget/calibration';
import type { RunOptions } from '../config/config';
import { EXIT, type ExitCode, Failure, worst } from '../config/failure';
import { RESULTS } from '../config/root';
import type { ServerName } from '../containers/server';
import type { Engine } from '../engine/connect';
import type { Publishing } from '../engine/publishing';
import { abandonRun, beginRun, gather, writeHeader } from '../report/journal';
import { failedParts } from '../report/parts/part';
import { type RunHeader, writeResults } from '../report/results';
import { renderTable } from '../report/table';
import { terminalOf } from '../report/terminal';
import { writeReport } from '../report/write';
import type { Scenario } from '../scenario/scenario';
import { aloneOnEngine } from './alone';
import { CALIBRATOR } from './calibrator';
import { headerOf } from './header';
import { type RunImages, runImages } from './images';
import type { Interrupt } from './interrupt';
import { measureMailbox } from './mailbox-run';
import { seededKind } from './planted';
import { resumedHeader, resumeLine } from './resume';
import { bothTimes, stepText } from './run-time';
import { type Choice, choiceOf, type Scope, scopeOf } from './scope';
import { failureScreens } from './stages';
import { orUnjudged, verdictsOf } from './verdicts';
import { refuseInCi } from './write-profile';

export interface SuiteOutcome {
  readonly exitCode: ExitCode;
  readonly directory: string | null;
}

/** What a run knows of the world around it. */
export interface World {
  say(line: string): void;
  /** Says what the run came to and where its files are; by `say` where that is nobody else's. */
  report?(text: string): void;
  /** Something that goes on beside the whole measurement, on the same engine. */
  beside?(run: {
    readonly engine: Engine;
    readonly images: RunImages;
    readonly run: string;
    readonly ports: Publishing;
  }): Promise<AsyncDisposable>;
}

/**
 * One run, whole: engine, images, lock, mailboxes, scenarios, report. The order of this function is the order of what
 * happens. Throws Failure for what stops it; what a scenario suffers is in its results, and in the exit code.
 */
export async function runSuite(options: RunOptions, world: World): Promise<SuiteOutcome> {
  const { say, beside } = world;
  const scope = scopeOf(options);
  if (options.update) refuseInCi(process.env, 'its profile');
  return aloneOnEngine(options, say, {
    imagesOf: ({ docker }, signal) => runImages(docker, options, say, signal),
    agentOf: ({ agent }) => agent,
    work: async (ground) => {
      const { engine, images, run, ports, interrupt } = ground;
      await using _ = await beside?.({ engine, images, run, ports });
      return measured(options, scope, engine, ports, images, run, interrupt, world);
    },
  });
}

async function measured(
  options: RunOptions,
  scope: Scope,
  engine: Engine,
  ports: Publishing,
  images: RunImages,
  run: string,
  interrupt: Interrupt,
  { say, report = say }: World,
): Promise<SuiteOutcome> {
  // Images that had to be made, and a queue, are no part of how the run's time divides.
  const since = performance.now();
  const directory = resolve(
    options.resume ??
      options.out ??
      join(RESULTS, `${new Date().toISOString().replace(/[:.]/g, '-')}-${images.name}`),
  );
  const pinned =
    options.mode === 'gate' && engine.cpus >= 2
      ? { server: '1', others: `0${engine.cpus > 2 ? `,2-${engine.cpus - 1}` : ''}` }
      : null;
  const [first] = scope.mailboxes;
  if (!first) throw new Error('a run has at least one mailbox');
  const now = headerOf(
    options,
    engine,
    images,
    first.mailboxes.map(({ mailbox }) => mailbox),
    pinned,
  );
  // Some are left out by --quick, on purpose.
  const parts = options.quick ? [] : scope.mailboxes.flatMap((each) => each.parts ?? []);
  const header = options.resume === undefined ? now : resumedHeader(directory, now, parts);
  if (options.resume === undefined) beginRun(directory, header);
  const choice = choiceOf(options);
  say(
    `Measuring ${images.name} ${images.server.version} (${images.server.origin} image): ${scope.scenarios.length} scenarios` +
      `${first.gateSizes ? " at the gate's sizes" : ''}, ${startsText(choice)}, 1 first and ${choice.steady} steady readings a start` +
      `${options.quick ? ' (--quick: fewer starts)' : ''}.`,
  );
  const time = { atWorkMs: 0, settlingMs: 0, startingMs: 0 };
  const calibrated: number[] = [...(header.calibrator?.cpuMs ?? [])];
  const took: number[] = [];
  let stopped: Failure | null = null;
  try {
    for (const [number, chosen] of scope.mailboxes.entries()) {
      if (scope.mailboxes.length > 1) say(stepText(scope, number, took));
      const begun = performance.now();
      const kind = seededKind({ server: images.name, planted: options.planted ?? null });
      const order = { options, engine, ports, images, kind, run, directory, pinned, chosen, number };
      await measureMailbox({ ...order, scope, choice, interrupt, say, time, calibrated });
      took.push((performance.now() - begun) / 60_000);
      interrupt.signal.throwIfAborted();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Ended by somebody: a run, if a short one. Failed before anything was measured: none.
    if (!interrupt.signal.aborted && abandonRun(directory)) throw error;
    stopped = error;
  }
  const whole = { ...header, calibrator: calibration(CALIBRATOR, calibrated) };
  const told = { say, report };
  return finish(directory, whole, time, since, { ...options, server: images.name }, scope.all, stopped, told);
}

/** Shows what was measured before it writes it: a full disk must not cost the reader both. */
function finish(
  directory: string,
  header: RunHeader,
  time: { atWorkMs: number; settlingMs: number; startingMs: number },
  since: number,
  options: RunOptions & { readonly server: ServerName },
  specs: readonly Scenario[],
  stopped: Failure | null,
  { say, report }: Required<Pick<World, 'say' | 'report'>>,
): SuiteOutcome {
  const otherMs = Math.max(0, performance.now() - since - time.atWorkMs - time.settlingMs - time.startingMs);
  const finishedAt = stopped ? null : new Date().toISOString();
  const all = bothTimes(header.run.time, { ...time, otherMs });
  const whole = { ...header, run: { ...header.run, finishedAt, time: all } };
  const { results: measured, notes } = gather(directory, whole);
  const { server, because, profile: file } = options;
  // What was not measured to its end becomes nobody's profile.
  const update = options.update === true && stopped === null;
  const { results, ...judged } = orUnjudged(measured, () =>
    verdictsOf(measured, { server, specs, file, update, because, env: process.env }),
  );
  for (const note of notes) say(note);
  report(renderTable(results, { ...terminalOf(process.stdout, process.env), worst: options.sort }));
  if (stopped) {
    report(`The table holds what was measured until it stopped.\n${stopped.message}`);
    report(`It goes on with: ${resumeLine(header.run.command, directory)}`);
  }
  for (const screen of failureScreens(results, directory)) report(`${screen}\n`);
  for (const note of judged.notes) say(note);
  writeHeader(directory, whole);
  writeResults(directory, results);
  const { files, said } = writeReport(directory);
  for (const line of said) report(line);
  report(`Written: ${files.join(', ')}`);
  const failed = failedParts(directory);
  for (const { part, reason } of failed) say(`The part ${part} could not be measured: ${reason}`);
  const codes = [...judged.exitCodes, ...(failed.length > 0 ? [EXIT.unmeasured] : [])];
  return { exitCode: worst(stopped ? [...codes, stopped.exitCode] : codes), directory };
}

function startsText({ starts, stages }: Choice): string {
  const more = stages ? ` (${STAGES.slice(1).join(', ')} where a verdict is open)` : '';
  return `${starts} server start(s) each${more}`;
}
