import { Command, CommanderError } from 'commander';
import { addAccuracy } from './cli/accuracy';
import { addRemote } from './cli/accuracy-remote';
import { addCgroup2 } from './cli/cgroup2';
import { addClean } from './cli/clean';
import { addCompare } from './cli/compare';
import type { Context } from './cli/context';
import { addDetection } from './cli/detection';
import { addDetectionCompare } from './cli/detection-compare';
import { addDoctor } from './cli/doctor';
import { addDurations } from './cli/durations';
import { addGate } from './cli/gate';
import { addJudge } from './cli/judge';
import { addMerge } from './cli/merge';
import { addReport } from './cli/report';
import { addRun } from './cli/run';
import { addUnit } from './cli/unit';
import { EXIT, type ExitCode, Failure } from './config/failure';

const EXIT_CODES = `
Exit codes: 0 within budget, 1 over budget, 2 bad usage or config, 3 the machine cannot (no engine, no image),
            4 inconclusive or unfit host, 5 a scenario could not be measured`;

/** Every command, each from its own file in src/cli/. */
export function programFor(context: Context): Command {
  const program = new Command('aerometer')
    .description('What every IMAP command costs a server: CPU time, memory, storage requests.')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(aerometer --help lists the commands, aerometer COMMAND --help its flags)')
    .exitOverride();
  for (const add of [
    addRun,
    addGate,
    addUnit,
    addReport,
    addJudge,
    addCompare,
    addMerge,
    addDurations,
    addAccuracy,
    addCgroup2,
    addRemote,
    addDetection,
    addDetectionCompare,
    addDoctor,
    addClean,
  ])
    add(program, context);
  return program;
}

/** Runs one command line and returns its exit code; never throws. */
export async function main(argv: readonly string[], world: Partial<Context> = {}): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const context: Context = {
    argv,
    env: process.env,
    cwd: process.cwd(),
    say: (line) => process.stdout.write(`${line}\n`),
    exit: (given) => {
      code = given;
    },
    ...world,
  };
  try {
    await programFor(context).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): ExitCode {
  // commander has said what is wrong, or printed the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof Failure) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`An error in aerometer itself; please report it with these lines.\n${words}\n`);
  return EXIT.unmeasured;
}
