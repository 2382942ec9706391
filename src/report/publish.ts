import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { withoutFlags } from '../config/command-line';
import { EXIT, Failure } from '../config/failure';
import { RESULTS_FILE, readResults, writeResults } from './results';

/** Flags that name a place on the machine that measured. */
const PLACES = ['out', 'resume', 'config', 'profile'] as const;

/**
 * Copies a finished run to a place where others read it: figures, samples and parts as they are; of the command that was typed
 * without the directories of this machine. Reports are made there anew. Throws Failure (exit code 2) where a run is there
 * already, or this one was broken off.
 */
export function publish(from: string, to: string): void {
  const results = readResults(from);
  if (results.run.finishedAt === null)
    throw refused(from, 'it did not come to its end, and half a study answers nothing');
  if (existsSync(join(to, RESULTS_FILE))) throw refused(from, `${to} holds one already; remove that first`);
  const command = withoutFlags(results.run.command, PLACES);
  writeResults(to, { ...results, run: { ...results.run, command } });
  const parts = join(from, 'study');
  if (existsSync(parts)) cpSync(parts, join(to, 'study'), { recursive: true });
}

function refused(from: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `The run in ${from} cannot be copied`,
    cause,
    next: 'name a finished run and a directory that holds none',
  });
}
