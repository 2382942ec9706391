import { join } from 'node:path';
import type { Command } from 'commander';
import { bisect } from '../compare/bisect';
import { compareImages } from '../compare/compare-images';
import { compareRuns } from '../compare/compare-runs';
import { bothSides } from '../compare/sides';
import type { RunOptions } from '../config/config';
import { EXIT, type ExitCode, Failure, worst } from '../config/failure';
import { RESULTS } from '../config/root';
import { loadScenarios } from '../scenario/registry';
import type { Context } from './context';
import { optionsOf, withRunFlags } from './options';

const SPECS = join(__dirname, '..', '..', 'specs');

export function addCompare(program: Command, context: Context): void {
  withRunFlags(
    program
      .command('compare <base> <head> [more...]')
      .description(
        'two images of one server (or two servers), measured in turn: what did the change cost? Or two finished runs',
      )
      .option('--bisect', 'of several images in their order: which of them was the first to cost more'),
  ).action(async (base: string, head: string, more: string[], given: Record<string, string | boolean>) => {
    const options = optionsOf('gate', given, context);
    if (given.bisect === true) return context.exit(await bisected([base, head, ...more], options, context));
    if (more.length > 0) throw tooMany(more);
    const [b, h] = bothSides(base, head, options.server, context.cwd);
    if (b.kind === 'run' && h.kind === 'run') {
      const { command, out = null } = options;
      return context.exit(compareRuns(command, b, h, loadScenarios(SPECS), out, context.say).exitCode);
    }
    if (b.kind === 'image' && h.kind === 'image')
      context.exit((await compareImages(options, b, h, context.say)).exitCode);
  });
}

/** Each comparison is a directory of its own below the bisection's. */
async function bisected(images: readonly string[], options: RunOptions, context: Context): Promise<ExitCode> {
  const { say } = context;
  const out = options.out ?? join(RESULTS, `${new Date().toISOString().replace(/[:.]/g, '-')}-bisect`);
  const codes: ExitCode[] = [];
  const broken = await bisect(images.length, async (good, bad, names) => {
    const [b, h] = bothSides(images[good] ?? '', images[bad] ?? '', options.server, context.cwd);
    if (b.kind === 'run' || h.kind === 'run') throw runs(images);
    const { exitCode, found } = await compareImages(
      { ...options, out: join(out, `${good + 1}-${bad + 1}`) },
      b,
      h,
      say,
      names,
    );
    codes.push(exitCode);
    return [
      ...new Set(
        found.compared
          .filter(({ outcome }) => outcome === 'worse')
          .map(({ difference }) => difference.scenario),
      ),
    ];
  });
  if (broken.length === 0) say(`Nothing costs more in ${images.at(-1)} than in ${images[0]}.`);
  for (const { scenario, good, bad } of broken)
    say(
      bad - good === 1
        ? `${scenario}: ${images[bad]} is the first that costs more; ${images[good]} does not`
        : `${scenario}: it came in steps between ${images[good]} and ${images[bad]}, each too small to be told alone`,
    );
  return broken.length > 0 ? worst([EXIT.overBudget, ...codes]) : worst(codes);
}

function tooMany(more: readonly string[]): Failure {
  return new Failure(EXIT.usage, {
    fact: `${more.length + 2} images cannot be compared`,
    cause: `a comparison has a base and a head; ${more.join(', ')} came after them`,
    next: 'name two, or give --bisect to find the first of several that costs more',
  });
}

function runs(images: readonly string[]): Failure {
  return new Failure(EXIT.usage, {
    fact: 'Finished runs cannot be bisected',
    cause: `one of ${images.join(', ')} is a directory, and what is between two runs was not measured`,
    next: 'name images in their order',
  });
}
