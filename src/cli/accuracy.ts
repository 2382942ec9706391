import type { Command } from 'commander';
import { runAccuracy } from '../accuracy/accuracy';
import type { Context } from './context';
import { optionsOf } from './options';

/** How exact the figures are, against a load whose costs are known. */
export function addAccuracy(program: Command, context: Context): void {
  program
    .command('accuracy')
    .description('put known loads through the probe and print how far its figures are off')
    .option('--short', 'the same kinds of doses, fewer of each: under a minute')
    .option('--out <dir>', 'where accuracy.json goes (default: results/)')
    .option('--keep', 'leave the containers running afterwards, to look into them')
    .option('--wait <seconds>', 'how long to queue behind another run on the same engine (default: 60)')
    .option('--publish-host <address>', 'where a remote engine publishes ports (default: 127.0.0.1)')
    .option('--config <file>', 'instead of aerometer.config.json in the current directory')
    .action(async ({ short, ...given }: Record<string, string | boolean>) => {
      const options = optionsOf('study', given, context);
      const { exitCode } = await runAccuracy({ ...options, short: short === true }, context);
      context.exit(exitCode);
    });
}
