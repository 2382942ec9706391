import type { Command } from 'commander';
import { runSuite } from '../run/suite';
import type { Context } from './context';
import { optionsOf, withRunFlags } from './options';

export function addRun(program: Command, context: Context): void {
  withRunFlags(
    program.command('run').description('measure one server and print what each command cost'),
  ).action(async (given: Record<string, string | boolean>) => {
    const { exitCode } = await runSuite(optionsOf('study', given, context), context);
    context.exit(exitCode);
  });
}
