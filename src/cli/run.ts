import type { Command } from 'commander';
import { runSuite } from '../run/suite';
import type { Context } from './context';
import { optionsOf, withRunFlags } from './options';

export function addRun(program: Command, context: Context): void {
  withRunFlags(
    program
      .command('run')
      .description('study one server, or measure some of its commands; print and report what they cost')
      .option('--gate', 'as the gate does: pinned to one CPU, at its sizes, judged by laws and profile')
      .option('--update', "write the server's profile from this run; means --gate")
      .option('--because <reason>', 'why a cost may be higher than in the profile before, with --update'),
  ).action(async (given: Record<string, string | boolean>) => {
    const { gate = false, because } = given;
    const update = given.update === true;
    const options = optionsOf(gate || update ? 'gate' : 'study', given, context);
    const reason = typeof because === 'string' ? { because } : {};
    const { exitCode } = await runSuite({ ...options, update, ...reason }, context);
    context.exit(exitCode);
  });
}
