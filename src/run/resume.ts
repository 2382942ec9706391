import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutFlags } from '../config/command-line';
import { EXIT, Failure } from '../config/failure';
import { writeSynced } from '../report/atomic';
import { readHeader } from '../report/journal';
import { unmeasuredParts } from '../report/parts/part';
import type { RunHeader } from '../report/results';

const DONE_FILE = 'done.jsonl';
/** What a command line may differ in, and measure the same. */
const APART = ['out', 'resume', 'wait', 'because', 'sort'];

/**
 * Notes that a scenario was measured on the run's mailbox of that number, so that a resumed run leaves it out. Where it cannot
 * be noted it is measured again: no more is lost.
 */
export function noteDone(directory: string, mailbox: number, scenario: string): void {
  try {
    writeSynced(join(directory, DONE_FILE), 'a', `${JSON.stringify([mailbox, scenario])}\n`);
  } catch {
    // A full disk is said where results are kept.
  }
}

/** Scenarios that were measured on that mailbox before. A last line that was broken off is none. */
export function doneBefore(directory: string, mailbox: number): ReadonlySet<string> {
  const file = join(directory, DONE_FILE);
  if (!existsSync(file)) return new Set();
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return new Set(
    lines.flatMap((line) => {
      try {
        const [number, scenario] = JSON.parse(line) as [number, string];
        return number === mailbox ? [scenario] : [];
      } catch {
        return []; // the next line was written onto one that was broken off
      }
    }),
  );
}

/**
 * The header of the run in that directory, which goes on. Throws Failure (exit code 2) where it has come to its end with all of
 * the parts that are asked for, or what is measured now would be something else: figures of two servers, mailboxes or machines must
 * not meet in one run.
 */
export function resumedHeader(directory: string, now: RunHeader, parts: readonly string[] = []): RunHeader {
  const before = readHeader(directory);
  if (before.run.finishedAt !== null && unmeasuredParts(directory, parts).length === 0)
    throw unusable(directory, `it has come to its end at ${before.run.finishedAt}`, 'choose another --out');
  const begun = identityOf(before);
  const differences = Object.entries(identityOf(now)).flatMap(([name, value]) => {
    const was = begun[name];
    return was === value ? [] : [`${name}: ${was ?? 'unknown'} before, ${value} now`];
  });
  if (differences.length > 0)
    throw unusable(
      directory,
      differences.join('; '),
      'measure with what it was begun with, or begin another run without --resume',
    );
  return before;
}

/** What to type to go on with a run. */
export function resumeLine(command: string, directory: string): string {
  return `${withoutFlags(command, ['out', 'resume'])} --resume ${directory}`;
}

/** What two halves of a run must have in common. */
export function identityOf({ run, host, server, storage }: RunHeader): Readonly<Record<string, string>> {
  return {
    // Of one line: what is chosen, by name, size or part, and how it is read.
    'what is measured': withoutFlags(run.command, APART).replace(/ --keep(?= |$)/, ''),
    server: server.name,
    "the server's image": server.digest ?? 'unknown',
    "the storage's image": storage?.digest ?? 'none',
    seed: String(run.seed),
    mailbox: run.mailbox.checksum,
    mode: `${run.mode}${run.quick ? ', quick' : ''}`,
    kernel: host.kernel,
    CPU: `${host.cores} x ${host.cpu}`,
  };
}

function unusable(directory: string, cause: string, next: string): Failure {
  return new Failure(EXIT.usage, { fact: `The run in ${directory} cannot be resumed`, cause, next });
}
