import type { Command } from 'commander';
import { runRemote } from '../accuracy/remote';
import type { Context } from './context';
import { optionsOf } from './options';

/** The probe on an engine that is not this host's, on a machine that has no other. */
export function addRemote(program: Command, context: Context): void {
  program
    .command('accuracy:remote')
    .description('the short accuracy run on a second engine, reached over TCP at an address of its own')
    .option('--out <dir>', 'where accuracy-short.json goes (default: results/remote/)')
    .option('--wait <seconds>', 'how long to queue behind another run on this engine (default: 60)')
    .option('--config <file>', 'instead of aerometer.config.json in the current directory')
    .action(async (given: Record<string, string | boolean>) => {
      const { exitCode } = await runRemote(optionsOf('study', given, context), context);
      context.exit(exitCode);
    });
}
