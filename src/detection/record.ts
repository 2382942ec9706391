import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { cannotWrite } from '../report/atomic';
import { type Results, resultsSchema } from '../report/schema';

/** Name and version of the format of a recorded gate. */
export const RECORD_SCHEMA = 'aerometer/detection-record@1';

/** Where the other CPU was while a gate was recorded: at rest but for the suite itself, or kept busy by a load of ours. */
export const CONDITIONS = ['quiet', 'neighbour'] as const;
export type Condition = (typeof CONDITIONS)[number];

const headSchema = z.strictObject({
  schema: z.literal(RECORD_SCHEMA),
  /** Which of the gates of its server, condition and fault. */
  serial: z.int().positive(),
  condition: z.enum(CONDITIONS),
  /** The planted fault (faults.ts) it was measured with; null: none. */
  fault: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  /** The commit that was checked out, and what the files come to that decide what is measured (meter-key.ts). */
  commit: z.string(),
  meter: z.string(),
  /** The command-line words that narrowed the gate down; empty for a whole one. */
  scope: z.array(z.string()),
});

/** A gate that was measured once, whole, to be judged as often as one likes. */
export interface GateRecord extends z.infer<typeof headSchema> {
  readonly results: Results;
}

const ENDING = '.json.gz';

/** The file of a record says what is in it, so that a look into the directory shows what is there. */
export function recordName({ results, serial, condition, fault }: GateRecord): string {
  return recordFile(results.server.name, condition, serial, fault);
}

export function recordFile(server: string, condition: Condition, serial: number, fault: string | null) {
  return `${[server, fault ?? 'as-it-is', condition, serial].join('.')}${ENDING}`;
}

/** Writes a record that is whole or not there at all. */
export function writeRecord(directory: string, record: GateRecord): string {
  const file = join(directory, recordName(record));
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(draft, gzipSync(JSON.stringify(record)), { flush: true });
    renameSync(draft, file);
    return file;
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(file, error);
  }
}

/** Reads a record. Throws Failure (exit code 2) with the file and what is wrong with it. */
export function readRecord(file: string): GateRecord {
  let data: unknown;
  try {
    data = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
  } catch (error) {
    throw damaged(file, reasonOf(error));
  }
  const parsed = headSchema.extend({ results: resultsSchema }).safeParse(data);
  if (!parsed.success) throw damaged(file, firstOf(parsed.error));
  if (recordName(parsed.data) !== basename(file))
    throw damaged(file, `by its content it is ${recordName(parsed.data)}`);
  return parsed.data;
}

/** All records of a directory, sorted by name; none where it is not there. */
export function recordsIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => join(directory, name));
}

function firstOf(error: z.ZodError): string {
  return z.prettifyError(new z.ZodError(error.issues.slice(0, 3)));
}

function damaged(file: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${file} is no record of a gate`,
    cause,
    next: 'remove that file and record the gate again: `npx aerometer detection --gates 1`',
  });
}
