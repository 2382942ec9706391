import { join } from 'node:path';
import type { Command } from 'commander';
import { compareImages } from '../compare/compare-images';
import { compareRuns } from '../compare/compare-runs';
import { bothSides } from '../compare/sides';
import { loadScenarios } from '../scenario/registry';
import type { Context } from './context';
import { optionsOf, withRunFlags } from './options';

const SPECS = join(__dirname, '..', '..', 'specs');

export function addCompare(program: Command, context: Context): void {
  withRunFlags(
    program
      .command('compare <base> <head>')
      .description(
        'two images of one server (or two servers), measured in turn: what did the change cost? Or two finished runs',
      ),
  ).action(async (base: string, head: string, given: Record<string, string | boolean>) => {
    const options = optionsOf('gate', given, context);
    const [b, h] = bothSides(base, head, options.server, context.cwd);
    if (b.kind === 'image' && h.kind === 'image') {
      const { exitCode } = await compareImages(options, b, h, context.say);
      return context.exit(exitCode);
    }
    if (b.kind === 'run' && h.kind === 'run') {
      const { command, out = null } = options;
      context.exit(compareRuns(command, b, h, loadScenarios(SPECS), out, context.say).exitCode);
    }
  });
}
