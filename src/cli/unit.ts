import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { EXIT } from '../config/failure';
import { ROOT } from '../config/root';
import type { Context } from './context';
import { checkLine, lastLine, sum, type Tally } from './tally';

/** What Jest says in its JSON. A file that cannot be loaded has no tests to fail, so it is counted itself. */
const jestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

const EXECUTABLES = ['bin/aerometer.mjs', '.ci/run'];

export function addUnit(program: Command, context: Context): void {
  program
    .command('unit')
    .description('unit tests, types, lint: all that needs no Docker')
    .action(() => {
      const tally = unitStage(context.say);
      context.say(lastLine(tally));
      context.exit(tally.failed === 0 ? EXIT.ok : EXIT.unmeasured);
    });
}

/** Everything that can be checked without an engine. Nothing is measured meanwhile, so every core may work: Jest would leave one idle. */
export function unitStage(say: (line: string) => void): Tally {
  const checks = [
    checkLine('types (tsc)', succeeds('typescript/bin/tsc', ['-p', '.', '--noEmit']), say),
    checkLine(
      'lint and format (biome)',
      succeeds('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
      say,
    ),
    ...EXECUTABLES.map((file) => checkLine(`${file} can be executed`, executable(file), say)),
  ];
  return sum([...checks, jestTally(['--selectProjects', 'unit', 'browser', '--maxWorkers=100%'])]);
}

/** What the suite does when an engine, a server or the user lets it down. Needs an engine, of which only one test may make use at a time. */
export function badLuckStage(): Tally {
  // Engines and containers are killed under open connections here, and one such connection would keep Jest from ending.
  return jestTally(['--selectProjects', 'engine', '--runInBand', '--forceExit']);
}

function jestTally(args: readonly string[]): Tally {
  const folder = mkdtempSync(join(tmpdir(), 'aerometer-unit-'));
  const file = join(folder, 'jest.json');
  try {
    const ok = succeeds('jest/bin/jest.js', [...args, '--json', `--outputFile=${file}`]);
    const counts = countsOf(readFileSync(file, 'utf8'));
    return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    // Jest ended before it could say anything.
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function countsOf(json: string): Tally {
  const counts = jestSchema.parse(JSON.parse(json));
  return { passed: counts.numPassedTests, failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites };
}

/** Runs a program of node_modules; its words go to stderr, so that stdout stays ours. */
function succeeds(program: string, args: string[]): boolean {
  const path = join(ROOT, 'node_modules', program);
  return spawnSync(process.execPath, [path, ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] }).status === 0;
}

function executable(file: string): boolean {
  try {
    accessSync(join(ROOT, file), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
