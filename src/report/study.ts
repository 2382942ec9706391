import { PARTS, type Stated } from './parts/all';
import { type Judged, type Part, readPart } from './parts/part';
import type { Results } from './results';
import type { Section } from './section';

/** A part of a study as a report shows it. What is not there is named, with the reason. */
export type StudyPart = {
  readonly name: string;
  readonly title: string;
} /** `record`: what was measured, null of a part that needs nothing measured. */ & (
  | {
      readonly state: 'shown';
      readonly section: Section;
      readonly judged: readonly Judged[];
      readonly record: unknown;
    }
  | { readonly state: 'failed'; readonly reason: string; readonly log: readonly string[] }
  | { readonly state: 'left out'; readonly reason: string }
);

/** The parts of the run in this directory; none of a gate. Throws Failure (exit code 2) for a file that is damaged. */
export function readStudy(
  directory: string,
  results: Results,
  parts: readonly (Part<unknown> | Stated)[] = PARTS,
): StudyPart[] {
  if (results.run.mode === 'gate') return [];
  return parts.map((part) => ('schema' in part ? partOf(directory, results, part) : stated(results, part)));
}

function stated(results: Results, { name, title, section }: Stated): StudyPart {
  return { name, title, state: 'shown', section: section(results), judged: [], record: null };
}

function partOf(directory: string, results: Results, part: Part<unknown>): StudyPart {
  const { name, title } = part;
  const record = readPart(directory, part);
  if (record === null) return { name, title, state: 'left out', reason: whyLeftOut(results) };
  if (record.error !== null) return { name, title, state: 'failed', ...record.error };
  const { data, ...about } = record;
  return {
    name,
    title,
    state: 'shown',
    section: part.section(data, results),
    judged: part.judged?.(data) ?? [],
    record: { ...about, data },
  };
}

function whyLeftOut({ run }: Results): string {
  if (run.finishedAt === null) return 'the run ended before it; --resume goes on';
  return run.quick ? 'left out by --quick' : 'this run was not asked for it; a whole `npm start` measures it';
}
