import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { RunOptions } from '../config/config';
import { EXIT, type ExitCode, Failure } from '../config/failure';
import { RESULTS, ROOT } from '../config/root';
import { ensureEngine, terminalQuestion } from '../engine/bringup';
import { hostOfJob } from '../engine/job-container';
import { lock } from '../engine/lock';
import { publishing, saidOf } from '../engine/publishing';
import { sweepRuns } from '../engine/sweep';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';
import { limitsOf } from '../meter/limits';
import { median } from '../meter/median';
import { writeWhole } from '../report/atomic';
import { onInterrupt } from '../run/interrupt';
import { type Bench, openBench } from './bench';
import { conduct } from './conduct';
import { FULL, SHORT } from './doses';
import type { Found } from './found';
import { renderAccuracy } from './print';
import { ACCURACY_SCHEMA, type Accuracy, accuracySchema } from './schema';
import { sideBySide } from './side-by-side';
import { summarize, targetsOf } from './summarize';

export interface AccuracyOptions
  extends Pick<RunOptions, 'waitSeconds' | 'publishHost' | 'keep' | 'out' | 'command'> {
  readonly short: boolean;
}

export interface AccuracyOutcome {
  readonly exitCode: ExitCode;
  readonly targets: Accuracy['targets'];
}

/**
 * Gives the reference load known doses and reads them as a run reads commands: engine, images, lock, doses, instruments,
 * file. Exit code 1 when a target is missed, 5 when a dose could not be known. Throws Failure for what stops it.
 */
export async function runAccuracy(
  options: AccuracyOptions,
  { say }: { say(line: string): void },
): Promise<AccuracyOutcome> {
  const engine = await ensureEngine({ say, ask: terminalQuestion() });
  const ports = await publishing(engine.endpoint, options.publishHost, await hostOfJob(engine.docker));
  for (const line of saidOf(ports)) say(line);
  const interrupt = onInterrupt(say);
  const { signal } = interrupt;
  try {
    const image = async (name: 'probe' | 'garage' | 'reference') =>
      (await obtain(engine.docker, RECIPES[name], { say, signal })).ref;
    const agent = await image('probe');
    const garage = await image('garage');
    const reference = await image('reference');
    const run = Date.now().toString(36);
    const held = await lock(engine.docker, agent, { run, waitMs: options.waitSeconds * 1000, say, signal });
    try {
      await sweepRuns(engine.docker, null);
      const bench = await openBench({
        engine,
        images: { reference, garage, agent },
        run,
        ports,
        signal,
      });
      return report(await taken(bench, options, say), fileOf(options), say);
    } finally {
      if (!options.keep) await sweepRuns(engine.docker, null).catch(() => undefined);
      await held.release();
    }
  } catch (error) {
    throw signal.aborted ? interrupted() : error;
  } finally {
    interrupt.dispose();
  }
}

async function taken(bench: Bench, options: AccuracyOptions, say: (line: string) => void): Promise<Accuracy> {
  const startedAt = new Date().toISOString();
  const programme = options.short ? SHORT : FULL;
  say(`Dosing the reference load (${options.short ? 'under a minute' : 'usually about five minutes'}):`);
  try {
    const found = await conduct(bench, programme, say);
    say('  other instruments beside it');
    const rows = await sideBySide(bench, programme.stage, median(found.calibrations), say);
    const summary = summarize(found);
    return accuracySchema.parse({
      schema: ACCURACY_SCHEMA,
      form: options.short ? 'short' : 'full',
      startedAt,
      finishedAt: new Date().toISOString(),
      commit: commit(),
      command: options.command,
      host: await hostOf(bench),
      summary,
      targets: targetsOf(summary),
      sideBySide: rows,
      ...listsOf(found),
    } satisfies Accuracy);
  } finally {
    bench.load.close();
    bench.neighbour?.close();
    bench.agent.close();
  }
}

function listsOf({ calibrations, doses, spikes, requests }: Found) {
  return { calibrations, doses, spikes, requests };
}

function interrupted(): Failure {
  return new Failure(EXIT.unmeasured, {
    fact: 'The accuracy run was ended before it was over',
    cause: 'somebody interrupted it; its containers are removed',
    next: 'run it again: its doses mean something only together',
  });
}

/** The short form has a file of its own, so that it does not take the whole one's place. */
function fileOf({ short, out }: AccuracyOptions): string {
  const directory = out === undefined ? RESULTS : resolve(out);
  return join(directory, short ? 'accuracy-short.json' : 'accuracy.json');
}

/** Writes the file and prints the tables. */
export function report(accuracy: Accuracy, file: string, say: (line: string) => void): AccuracyOutcome {
  writeWhole(file, `${JSON.stringify(accuracy, null, 1)}\n`);
  say(renderAccuracy(accuracy));
  say(`Written: ${file}`);
  const { targets, summary, form } = accuracy;
  const missed = targets.some(({ met, timed }) => !met && !(timed && form === 'short'));
  const unknown = summary.disturbed.unknown > 0;
  return { exitCode: missed ? EXIT.overBudget : unknown ? EXIT.unmeasured : EXIT.ok, targets };
}

async function hostOf({ wishes: { engine }, agent, cpus, neighbour }: Bench): Promise<Accuracy['host']> {
  const model = /^(?:model name|Model|Hardware)\s*:\s*(.+)$/m.exec(await agent.cat('/proc/cpuinfo'))?.[1];
  return {
    kernel: engine.kernel,
    cgroup: `v${engine.cgroupVersion} (${engine.cgroupDriver})`,
    docker: `Docker ${engine.version} (API ${engine.apiVersion})`,
    cpu: model ?? engine.architecture,
    cores: engine.cpus,
    limits: {
      ...limitsOf({ ...engine, cpus }),
      'the other CPU':
        neighbour !== null
          ? 'busy for half of the doses'
          : 'this engine has one CPU: no dose had a busy neighbour',
    },
  };
}

/** The commit of this clone, with a mark when files differ from it; unknown where it is no clone. */
export function commit(): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', 'HEAD');
  if (status !== 0) return 'unknown';
  return stdout.trim() + (git('status', '--porcelain', '-uno').stdout.trim() === '' ? '' : '-dirty');
}
