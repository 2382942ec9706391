import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { unknown } from '../config/config-nearest';
import { EXIT, Failure } from '../config/failure';
import type { ServerName } from '../containers/server';
import { DETECTION_FILE, detect, RAW } from '../detection/detection';
import { FAULTS } from '../detection/faults';
import type { Job } from '../detection/jobs';
import { neighbour } from '../detection/neighbour';
import { recordGates } from '../detection/record-gates';
import { onThreads } from '../detection/threads';
import { AS_IT_IS, wantedGates } from '../detection/wanted';
import { runSuite } from '../run/suite';
import { loadScenarios } from '../scenario/registry';
import type { Context } from './context';
import { optionsOf } from './options';

const SPECS = join(__dirname, '..', '..', 'specs');
/** Both can be had everywhere. */
const SERVERS: readonly ServerName[] = ['maddy', 'dovecot'];
/** What makes a gate another one, smaller than the real one. */
const NARROWING = ['family', 'scenario'] as const;

type Given = Readonly<Record<string, string | boolean | undefined>>;

/** What the gate alarms about and what it misses. */
export function addDetection(program: Command, context: Context): void {
  program
    .command('detection')
    .description('judge recorded gates again by the thousand: false alarms, and planted regressions')
    .option('--dir <dir>', 'where recorded gates are (default: results/detection/raw)')
    .option('--out <file>', 'where the findings go (default: results/detection.json)')
    .option('--resamples <number>', 'whole gates to make of the recorded server starts', '3000')
    .option('--tries <number>', 'how often each planted dose is tried in each scenario', '60')
    .option('--draw <number>', 'the seed of the drawing', '1')
    .option('--gates <number>', 'record so many of the missing gates first, about five minutes each')
    .option(
      '--fresh',
      'remove what is recorded (of --only and --server) and record anew: all, or as many as --gates says',
    )
    .option('--only <names>', `record only these: ${AS_IT_IS}, ${FAULTS.map(({ name }) => name).join(', ')}`)
    .option('--server <name>', `record only this one of ${SERVERS.join(', ')}`)
    .option('--family <names>', 'record gates of these families only, to try it out')
    .option('--scenario <name>', 'record gates of this scenario only')
    .option('--wait <seconds>', 'how long to queue behind another run on the same engine (default: 60)')
    .option('--publish-host <address>', 'where ports are published (default: where the engine is reached)')
    .option('--config <file>', 'instead of aerometer.config.json in the current directory')
    .action(async (given: Given) => {
      const specs = loadScenarios(SPECS);
      const at = (path: string | boolean | undefined, usual: string) =>
        typeof path === 'string' ? resolve(context.cwd, path) : usual;
      const directory = at(given.dir, RAW);
      const options = {
        directory,
        file: at(given.out, DETECTION_FILE),
        gates: wholeOf('--resamples', given.resamples),
        tries: wholeOf('--tries', given.tries),
        seed: wholeOf('--draw', given.draw),
        command: ['npx aerometer', ...context.argv].join(' '),
      };
      if (given.gates !== undefined || given.fresh === true) await record(directory, given, context);
      const run = (jobs: readonly Job[]) => onThreads(jobs, counted(jobs.length, context.say));
      context.exit(await detect(options, specs, run, context.say));
    });
}

async function record(directory: string, given: Given, context: Context): Promise<void> {
  const { dir: _, out: __, ...flags } = given;
  const chosen = optionsOf('gate', defined(flags), context);
  // A file or the environment may narrow runs down; these gates are all alike, and of both servers.
  const { sizes, mailbox, mbox, maildir, image, ...run } = { ...chosen, quick: false, keep: false };
  const servers = SERVERS.filter((server) => run.server === undefined || run.server === server);
  if (servers.length === 0) throw unusable('--server', unknown('server', String(run.server), SERVERS));
  const only = namesOf(given.only);
  const scope = NARROWING.flatMap((flag) =>
    given[flag] === undefined ? [] : [`--${flag}`, String(given[flag])],
  );
  const limit = given.gates === undefined ? Number.POSITIVE_INFINITY : wholeOf('--gates', given.gates);
  const specs = loadScenarios(SPECS);
  const scoped = specs.filter(
    ({ name, family }) =>
      (run.scenario === undefined || run.scenario === name) &&
      (run.families.length === 0 || run.families.includes(family)),
  );
  const wanted = wantedGates(
    servers,
    scoped.map(({ name }) => name),
    only,
  );
  const recording = { directory, wanted, limit, fresh: given.fresh === true, run, scope };
  const suite = runSuite;
  await recordGates(recording, specs, { suite, neighbour, say: context.say });
}

/** Says now and then how far the judging is. */
function counted(all: number, say: (line: string) => void): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (done % Math.ceil(all / 10) === 0) say(`  ${done} of ${all} scenarios judged`);
  };
}

function namesOf(only: Given[string]): string[] {
  if (typeof only !== 'string') return [];
  const known = [AS_IT_IS, ...FAULTS.map(({ name }) => name)];
  return only.split(',').map((text) => {
    const name = text.trim();
    if (known.includes(name)) return name;
    throw unusable('--only', unknown('fault', name, known));
  });
}

function defined(given: Given): Record<string, string | boolean> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([flag, value]) => (value === undefined ? [] : [[flag, value]])),
  );
}

function wholeOf(flag: string, text: Given[string]): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw unusable(flag, `"${text}" is no whole number above 0`);
}

function unusable(flag: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${flag} cannot be used`,
    cause,
    next: 'correct it; `npx aerometer detection --help` lists the flags',
  });
}
