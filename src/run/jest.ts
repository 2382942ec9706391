import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import type { Family } from '../scenario/scenario';
import { EVENTS_FD, PLAN_ENV, type RunEvent } from './plan';

const LAST_LINES = 15;

export interface JestRun {
  readonly child: ChildProcess;
  /** Resolves when Jest has ended and all its events were heard. Throws Failure when it could not run the specs at all, or not to their end. */
  readonly ended: Promise<void>;
}

/** Spec files that Jest is to run: those of families, or of a study's parts. */
export type Files = { readonly families: readonly Family[] } | { readonly parts: readonly string[] };

/** Runs some spec files in one Jest worker; what it does comes as events, what it prints is kept for errors. */
export function runJest(
  planPath: string,
  files: Files,
  heard: (event: Exclude<RunEvent, { event: 'over' }>) => void,
): JestRun {
  const args = [
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--runInBand',
    '--selectProjects',
    'parts' in files ? 'study' : 'specs',
    '--testSequencer',
    join(ROOT, 'dist/src/run/in-order.js'),
    '--testPathPatterns',
    'parts' in files
      ? `specs/study/(${files.parts.join('|')})\\.spec`
      : `specs/(${files.families.join('|')})\\.spec`,
  ];
  // A process group of its own: Ctrl-C reaches the parent only, which ends the child in good order.
  const child = spawn(process.execPath, args, {
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
