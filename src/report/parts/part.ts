import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, Failure, reasonOf } from '../../config/failure';
import { writeWhole } from '../atomic';
import type { Results, Verdict } from '../results';
import type { Section } from '../section';

/** One part of a study, besides the families: what it measured, and what the report shows of it. */
export interface Part<T> {
  /** Names its file, DIR/study/NAME.json, and its spec, specs/study/NAME.spec.ts. */
  readonly name: string;
  readonly title: string;
  readonly schema: z.ZodType<T>;
  /** What the report shows. `results` are the run's: its server, host and commands. */
  section(data: T, results: Results): Section;
  /** What of it is judged, for the counts and lists that a report has of all verdicts. */
  judged?(data: T): readonly Judged[];
}

/** Something inside a part that has verdicts of its own, such as a line of the replayed log. */
export interface Judged {
  /** Short, in one line. */
  readonly name: string;
  readonly verdicts: readonly Verdict[];
}

export const PART_SCHEMA = 'aerometer/study-part@1';

const recordSchema = z.strictObject({
  schema: z.literal(PART_SCHEMA),
  part: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** What was asked for: a part that was asked for something else is another one. */
  wanted: z.unknown(),
  /** Why it could not be measured, and the server's last words; null where it could. */
  error: z.strictObject({ reason: z.string(), log: z.array(z.string()) }).nullable(),
  data: z.unknown(),
});

export type PartRecord = z.infer<typeof recordSchema>;

/** Parts that could not be measured, with the reason. */
export function failedParts(directory: string): { part: string; reason: string }[] {
  const folder = join(directory, 'study');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    const { part, error } = parsed(file, recordSchema, readFileSync(file, 'utf8'));
    return error === null ? [] : [{ part, reason: error.reason }];
  });
}

/** Those of some parts that are still to be measured: nothing is kept of them, or why they could not be. */
export function unmeasuredParts(directory: string, wanted: readonly string[]): readonly string[] {
  const failed = failedParts(directory).map(({ part }) => part);
  return wanted.filter((part) => failed.includes(part) || !existsSync(fileOf(directory, part)));
}

const fileOf = (directory: string, name: string) => join(directory, 'study', `${name}.json`);

/** Keeps a part, whole or as an error, as soon as it is over. */
export function keepPart(directory: string, record: Omit<PartRecord, 'schema'>): void {
  const whole = { schema: PART_SCHEMA, ...record };
  writeWhole(fileOf(directory, record.part), `${JSON.stringify(whole, null, 1)}\n`);
}

/** What is kept of a part; null where nothing is. Throws Failure (exit code 2) where its file is damaged. */
export function readPart<T>(
  directory: string,
  part: Pick<Part<T>, 'name' | 'schema'>,
): (Omit<PartRecord, 'data'> & { data: T | null }) | null {
  const file = fileOf(directory, part.name);
  if (!existsSync(file)) return null;
  const record = parsed(file, recordSchema, readFileSync(file, 'utf8'));
  const data = record.error === null ? checked(file, part.schema, record.data) : null;
  return { ...record, data };
}

function parsed<T>(file: string, schema: z.ZodType<T>, text: string): T {
  try {
    return checked(file, schema, JSON.parse(text));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw damaged(file, reasonOf(error));
  }
}

function checked<T>(file: string, schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw damaged(file, z.prettifyError(result.error).split('\n').slice(0, 6).join('\n'));
}

function damaged(file: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${file} does not hold what ${PART_SCHEMA} asks for`,
    cause,
    next: 'restore the file, or remove it and measure that part again with --resume',
  });
}
