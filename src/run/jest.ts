import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Config } from 'jest';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import { ownSpecs } from '../scenario/own';
import type { Family } from '../scenario/scenario';
import { brokenFiles } from './broken-files';
import { keptTo } from './client-cpus';
import { EVENTS_FD, PLAN_ENV, type RunEvent } from './plan';

const LAST_LINES = 15;
/** A machine that is busy is no failure; what hangs has a deadline of its own. */
const TEST_MS = 60_000;

export interface JestRun {
  readonly child: ChildProcess;
  /** Resolves when Jest has ended and all its events were heard. Throws Failure when it could not run the specs at all, or not to their end. */
  readonly ended: Promise<void>;
}

/** Spec files that Jest is to run: those of families and the user's own, or of a study's parts. */
export type Files =
  | { readonly families: readonly Family[]; readonly own?: readonly string[] }
  | { readonly parts: readonly string[] };

const COMPILED = join(ROOT, 'dist', 'specs');

function specFiles(files: Files): string[] {
  if ('parts' in files) return files.parts.map((part) => join(COMPILED, 'study', `${part}.spec.js`));
  return [
    ...files.families.map((family) => join(COMPILED, `${family}.spec.js`)),
    ...ownSpecs(files.own ?? []),
  ];
}

/** What was compiled is run as it is; of the user's own files TypeScript is compiled on the way. As somebody's dependency all of it is below node_modules, which Jest would leave out. */
function jestConfig(specs: readonly string[], measuresCommands: boolean): Config {
  return {
    rootDir: ROOT,
    roots: [...new Set([join(ROOT, 'dist'), ...specs.map((path) => dirname(path))])],
    testMatch: [...specs],
    testPathIgnorePatterns: [],
    haste: { retainAllFiles: true },
    testEnvironment: 'node',
    testTimeout: TEST_MS,
    transform: {
      '\\.ts$': [
        require.resolve('@swc/jest'),
        { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
      ],
    },
    testSequencer: join(ROOT, 'dist/src/run/in-order.js'),
    setupFilesAfterEnv: measuresCommands ? [join(ROOT, 'dist/src/run/family.js')] : [],
  };
}

/** Runs some spec files in one Jest worker, the client of what is measured, on these CPUs; what it does comes as events, what it prints is kept for errors. */
export function runJest(
  planPath: string,
  files: Files,
  cpus: string | null,
  heard: (event: Exclude<RunEvent, { event: 'over' }>) => void,
): JestRun {
  const jsonFile = `${planPath}.jest.json`;
  const [program, ...args] = keptTo(cpus, [
    process.execPath,
    require.resolve('jest/bin/jest'),
    '--runInBand',
    '--config',
    JSON.stringify(jestConfig(specFiles(files), 'families' in files)),
    '--json',
    `--outputFile=${jsonFile}`,
    '--runTestsByPath',
    ...specFiles(files),
  ]);
  // A process group of its own: Ctrl-C reaches the parent only, which ends the child in good order.
  const child = spawn(program, args, {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, [PLAN_ENV]: planPath, CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-20_000);
    });
  }
  let finished = 0;
  let over: Failure | undefined;
  const events = createInterface({ input: child.stdio[EVENTS_FD] as Readable });
  events.on('line', (line) => {
    const event = JSON.parse(line) as RunEvent;
    if (event.event === 'done') finished += 1;
    if (event.event === 'over') {
      over = new Failure(event.exitCode, event);
      child.kill('SIGKILL');
    } else heard(event);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (over) return reject(over);
      // Jest that was ended has written nothing, or not all of it.
      const broken = signal ? null : brokenFiles(jsonFile);
      if (broken) return reject(broken);
      // Jest ends with 1 when a scenario failed, which the journal tells; without any scenario it is Jest that failed.
      if (finished > 0 || code === 0 || signal) return resolve();
      reject(
        new Failure(EXIT.unmeasured, {
          fact: `Jest ended with ${code} before it measured anything`,
          cause: printed.trim().split('\n').slice(-LAST_LINES).join('\n    '),
          next: 'correct the spec file it names',
        }),
      );
    });
  });
  return { child, ended };
}
