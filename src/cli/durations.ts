import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import { writeWhole } from '../report/atomic';
import { readResults } from '../report/results';
import { allDurations, DURATIONS_FILE, durationsOf } from '../run/durations';
import type { Context } from './context';

export function addDurations(program: Command, context: Context): void {
  program
    .command('durations <dir...>')
    .description("note how long a run's scenarios took, by which shards are divided: specs/durations.json")
    .action((dirs: string[]) => {
      const all = allDurations();
      for (const dir of dirs) {
        const results = readResults(resolve(context.cwd, dir));
        const seconds = durationsOf(results);
        if (Object.keys(seconds).length === 0) throw untimed(dir);
        all[results.server.name] = seconds;
      }
      writeWhole(DURATIONS_FILE, `${JSON.stringify(all, null, 2)}\n`);
      context.say(`Written: ${relative(ROOT, DURATIONS_FILE)}. Shards are divided by it from now on.`);
      context.exit(EXIT.ok);
    });
}

function untimed(dir: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${dir} times no scenario`,
    cause: "nothing in it was measured at the gate's sizes",
    next: 'name the directory of a gate: npx aerometer run --gate --server NAME',
  });
}
