import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { writeWhole } from './atomic';
import { type Results, resultsSchema, SCHEMA } from './schema';

export * from './schema';
export const RESULTS_FILE = 'results.json';

export function readResults(dir: string): Results {
  return readChecked(join(dir, RESULTS_FILE), resultsSchema);
}

/** Checked before it is written: JSON would turn a NaN into a null without a reason. */
export function writeResults(dir: string, results: Results): void {
  const file = join(dir, RESULTS_FILE);
  const whole = check(results, resultsSchema, file, EXIT.unmeasured);
  writeWhole(file, `${JSON.stringify(whole, null, 2)}\n`);
}

/** Reads a JSON file of this format. Whatever is wrong with it is said with the file and the place. */
export function readChecked<T>(file: string, schema: z.ZodType<T>): T {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    // Not `instanceof Error`: under Jest, errors of node:fs are of another realm.
    const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
    throw new Failure(EXIT.usage, {
      fact: missing ? `there is no ${file}` : `${file} cannot be read`,
      cause: missing ? 'this directory holds no run, or one that was broken off' : reasonOf(error),
      next: 'name a directory that `aerometer run` wrote (see --out)',
    });
  }
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch (error) {
    throw damaged(file, reasonOf(error));
  }
  return check(data, schema, file, EXIT.usage);
}

export function check<T>(data: unknown, schema: z.ZodType<T>, file: string, exitCode: 2 | 5): T {
  const version = typeof data === 'object' && data !== null && 'schema' in data ? data.schema : undefined;
  if (version !== undefined && version !== SCHEMA) {
    throw new Failure(EXIT.usage, {
      fact: `${file} has the schema ${JSON.stringify(version)}`,
      cause: `this aerometer reads ${SCHEMA} only`,
      next: 'use the aerometer that wrote it, or measure again',
    });
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw damaged(file, firstOf(parsed.error), exitCode);
}

export function damaged(place: string, cause: string, exitCode: 2 | 5 = EXIT.usage): Failure {
  return new Failure(exitCode, {
    fact: `${place} does not hold what ${SCHEMA} asks for`,
    cause,
    next:
      exitCode === EXIT.usage
        ? 'restore the file or measure again'
        : 'this is an error in aerometer: please report it',
  });
}

/** A file of another kind has hundreds of errors; the first few name the place. */
function firstOf(error: z.ZodError, shown = 5): string {
  const rest = error.issues.length - shown;
  const first = z.prettifyError(new z.ZodError(error.issues.slice(0, shown)));
  return rest > 0 ? `${first}\n... and ${rest} more` : first;
}
