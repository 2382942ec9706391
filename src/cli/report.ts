import { resolve } from 'node:path';
import type { Command } from 'commander';
import { settingsOfTexts } from '../config/config-settings';
import { EXIT } from '../config/failure';
import { publish } from '../report/publish';
import { readResults } from '../report/results';
import { renderTable } from '../report/table';
import { terminalOf } from '../report/terminal';
import { writeReport } from '../report/write';
import type { Context } from './context';

export function addReport(program: Command, context: Context): void {
  program
    .command('report <dir>')
    .description("make a run's reports again from its results.json, without measuring")
    .option('--to <dir>', 'copy the run there first, to publish it: without the places of this machine')
    .option('--sort <cost>', 'worst first, over all families: cpu, peak, requests')
    .action((dir: string, { sort, to }: { sort?: string; to?: string }) => {
      const { sort: worst } = settingsOfTexts({ sort }, (name) => `--${name}`);
      const from = resolve(context.cwd, dir);
      const directory = to === undefined ? from : resolve(context.cwd, to);
      if (directory !== from) publish(from, directory);
      const results = readResults(directory);
      const { files, notes, said } = writeReport(directory, context.env);
      context.say(renderTable(results, { ...terminalOf(process.stdout, context.env), worst }));
      for (const line of [...said, ...notes, ...files.map((file) => `wrote ${file}`)]) context.say(line);
      context.exit(EXIT.ok);
    });
}
