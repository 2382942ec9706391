import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, Failure } from '../config/failure';
import { DETECTION_FILE, detect, RAW } from '../detection/detection';
import { onThreads } from '../detection/threads';
import { loadScenarios } from '../scenario/registry';
import type { Context } from './context';

const SPECS = join(__dirname, '..', '..', 'specs');

interface Given {
  readonly dir?: string;
  readonly out?: string;
  readonly resamples: string;
  readonly tries: string;
  readonly seed: string;
}

/** What the gate alarms about and what it misses. */
export function addDetection(program: Command, context: Context): void {
  program
    .command('detection')
    .description(
      'judge recorded gates again by the thousand: false alarms, and planted regressions that are caught',
    )
    .option('--dir <dir>', 'where recorded gates are (default: results/detection/raw)')
    .option('--out <file>', 'where the findings go (default: results/detection.json)')
    .option('--resamples <number>', 'whole gates to make of the recorded server starts', '3000')
    .option('--tries <number>', 'how often each planted dose is tried in each scenario', '60')
    .option('--seed <number>', 'of the drawing', '1')
    .action(async (given: Given) => {
      const at = (path: string | undefined, usual: string) =>
        path === undefined ? usual : resolve(context.cwd, path);
      const options = {
        directory: at(given.dir, RAW),
        file: at(given.out, DETECTION_FILE),
        gates: wholeOf('--resamples', given.resamples),
        tries: wholeOf('--tries', given.tries),
        seed: wholeOf('--seed', given.seed),
        command: ['npx aerometer', ...context.argv].join(' '),
      };
      const run = (jobs: Parameters<typeof onThreads>[0]) => onThreads(jobs, () => undefined);
      context.exit(await detect(options, loadScenarios(SPECS), run, context.say));
    });
}

function wholeOf(flag: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Failure(EXIT.usage, {
    fact: `${flag} cannot be used`,
    cause: `"${text}" is no whole number above 0`,
    next: `give one, as in ${flag} 3`,
  });
}
