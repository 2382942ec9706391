import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { refuseContradictions } from '../budget/integrity';
import { SERVER_NAMES } from '../config/config-settings';
import { EXIT, worst } from '../config/failure';
import { RESULTS } from '../config/root';
import { beginRun } from '../report/journal';
import { RESULTS_FILE, readResults, writeResults } from '../report/results';
import { renderTable } from '../report/table';
import { terminalOf } from '../report/terminal';
import { writeReport } from '../report/write';
import { merge } from '../run/merge';
import { failureScreens } from '../run/stages';
import { orUnjudged, verdictsOf } from '../run/verdicts';
import { loadScenarios } from '../scenario/registry';
import type { Context } from './context';
import { optionsOf } from './options';

const SPECS = join(__dirname, '..', '..', 'specs');

export function addMerge(program: Command, context: Context): void {
  program
    .command('merge <dir...>')
    .description('the shards of a gate become one run, judged and reported as if it had not been divided')
    .option('--out <dir>', 'where it goes (default: a new directory in results/)')
    .option('--profile <file>', "judge by this file instead of the server's in specs/profiles/")
    .action((dirs: string[], given: { out?: string; profile?: string }) => {
      optionsOf('gate', {}, context);
      const specs = loadScenarios(SPECS);
      const runs = dirs.map((dir) => {
        const directory = resolve(context.cwd, dir);
        return { directory, results: readResults(directory) };
      });
      const { results: joined, notes } = merge(runs, specs);
      for (const note of notes) context.say(note);
      const directory = resolve(
        context.cwd,
        given.out ?? join(RESULTS, `${new Date().toISOString().replace(/[:.]/g, '-')}-merged`),
      );
      refuseContradictions(joined, specs, directory);
      const server = SERVER_NAMES.find((known) => known === joined.server.name);
      const file = given.profile === undefined ? undefined : resolve(context.cwd, given.profile);
      const judged = orUnjudged(joined, () =>
        server === undefined
          ? { results: joined, notes: [], exitCodes: [] }
          : verdictsOf(joined, { server, specs, file, env: context.env }),
      );
      const { scenarios: _, timelines: __, ...header } = joined;
      beginRun(directory, header);
      writeResults(directory, judged.results);
      context.say(renderTable(judged.results, terminalOf(process.stdout, context.env)));
      for (const screen of failureScreens(judged.results, directory)) context.say(`${screen}\n`);
      const { files, said } = writeReport(directory, context.env);
      for (const line of [...judged.notes, ...said]) context.say(line);
      context.say(`Written: ${[join(directory, RESULTS_FILE), ...files].join(', ')}`);
      context.exit(worst([...judged.exitCodes, EXIT.ok]));
    });
}
