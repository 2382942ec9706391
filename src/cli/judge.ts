import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { refuseContradictions } from '../budget/integrity';
import { unknown } from '../config/config-nearest';
import { SERVER_NAMES } from '../config/config-settings';
import { EXIT, Failure, worst } from '../config/failure';
import { RESULTS_FILE, readResults, writeResults } from '../report/results';
import { writeReport } from '../report/write';
import { failureScreens } from '../run/stages';
import { verdictsOf } from '../run/verdicts';
import { loadScenarios } from '../scenario/registry';
import type { Context } from './context';
import { optionsOf } from './options';

const SPECS = join(__dirname, '..', '..', 'specs');

export function addJudge(program: Command, context: Context): void {
  program
    .command('judge <dir>')
    .description('judge a saved run by laws, exceptions and profile, without measuring')
    .option('--profile <file>', "instead of the server's file in specs/profiles/")
    .option('--update', 'write the profile from this run first; measured without --quick')
    .option('--because <reason>', 'why a cost may be higher than in the profile before, with --update')
    .action((dir: string, given: { profile?: string; update?: boolean; because?: string }) => {
      const directory = resolve(context.cwd, dir);
      const results = readResults(directory);
      // A server and scenarios of the user's own are described in the config.
      optionsOf('gate', {}, context);
      const name = SERVER_NAMES.find((known) => known === results.server.name);
      const raw = join(directory, RESULTS_FILE);
      if (name === undefined) throw notOurs(raw, unknown('server', results.server.name, SERVER_NAMES));
      const specs = loadScenarios(SPECS);
      refuseContradictions(results, specs, raw);
      const file = given.profile === undefined ? undefined : resolve(context.cwd, given.profile);
      const { update, because } = given;
      const judged = verdictsOf(results, {
        server: name,
        specs,
        file,
        update,
        because,
        env: context.env,
        all: true,
      });
      writeResults(directory, judged.results);
      const { notes } = writeReport(directory, context.env);
      const all = judged.results.scenarios.flatMap((result) =>
        result.verdicts.map((verdict) => ({ result, verdict })),
      );
      for (const screen of failureScreens(judged.results, directory)) context.say(`${screen}\n`);
      for (const line of [...judged.notes, ...notes, ...openLines(all.map(({ verdict }) => verdict))])
        context.say(line);
      const judgedNothing = all.length === 0;
      if (judgedNothing) context.say('Nothing was judged: no scenario was measured.');
      context.say(countLine(all.map(({ verdict }) => verdict.outcome)));
      const unfinished = results.run.finishedAt === null;
      if (unfinished) context.say(`${raw}: the run was broken off, so what it lacks is not judged.`);
      context.exit(worst([...judged.exitCodes, judgedNothing || unfinished ? EXIT.inconclusive : EXIT.ok]));
    });
}

/** Each reason why something is undecided, once. */
function openLines(verdicts: readonly { outcome: string; because: string; metric: string }[]): string[] {
  const reasons = new Map<string, number>();
  for (const { outcome, because } of verdicts.filter((one) =>
    ['inconclusive', 'unfit'].includes(one.outcome),
  ))
    reasons.set(`${outcome}: ${because}`, (reasons.get(`${outcome}: ${because}`) ?? 0) + 1);
  return [...reasons].map(([reason, times]) => `${reason} (${times} verdict${times === 1 ? '' : 's'})`);
}

function countLine(outcomes: readonly string[]): string {
  const kinds = ['fail', 'inconclusive', 'unfit', 'exception', 'pass'];
  return `Verdicts: ${kinds.map((kind) => `${outcomes.filter((one) => one === kind).length} ${kind}`).join(', ')}`;
}

function notOurs(file: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${file} cannot be judged`,
    cause: `${cause}\n  → at server.name`,
    next: 'restore the file or measure again',
  });
}
