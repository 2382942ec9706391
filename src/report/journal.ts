import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { FAMILIES } from '../scenario/scenario';
import { cannotWrite, writeSynced, writeWhole } from './atomic';
import {
  check,
  damaged,
  headerSchema,
  keyOf,
  RESULTS_FILE,
  type Results,
  type RunHeader,
  readChecked,
  type ScenarioResult,
  scenarioResultSchema,
  type Timeline,
  timelineSchema,
  writeResults,
} from './results';

/**
 * A run while it is under way: DIR/run.json holds the header, DIR/samples.jsonl one line for each finished scenario.
 * Every call opens and closes its files, because the runner and Jest's spec files are different processes.
 */
const HEADER_FILE = 'run.json';
const JOURNAL_FILE = 'samples.jsonl';
const TIMELINES = 'timelines';

/** Starts a run in a directory that holds none. */
export function beginRun(dir: string, header: RunHeader): void {
  const taken = [RESULTS_FILE, JOURNAL_FILE, HEADER_FILE].find((name) => existsSync(join(dir, name)));
  if (taken !== undefined) {
    throw new Failure(EXIT.usage, {
      fact: `${dir} already holds a run`,
      cause: `${join(dir, taken)} is there, and two runs in one directory could not be told apart`,
      next: 'choose another --out, or remove that directory',
    });
  }
  writeHeader(dir, header);
}

/** Replaces the header, when more is known: what the server said of itself, and at the end how the time divides. */
export function writeHeader(dir: string, header: RunHeader): void {
  const file = join(dir, HEADER_FILE);
  writeWhole(file, `${JSON.stringify(check(header, headerSchema, file, EXIT.unmeasured), null, 2)}\n`);
}

export function readHeader(dir: string): RunHeader {
  return readChecked(join(dir, HEADER_FILE), headerSchema);
}

/** Puts one finished scenario on the disk before it returns. Gives back what a person should be told, if anything. */
export function appendResult(dir: string, result: ScenarioResult): string[] {
  const file = join(dir, JOURNAL_FILE);
  const whole = check(result, scenarioResultSchema, `the result of "${result.name}"`, EXIT.unmeasured);
  try {
    mkdirSync(dir, { recursive: true });
    const notes = mendTail(file);
    writeSynced(file, 'a', `${JSON.stringify(whole)}\n`);
    return notes;
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Keeps what a family looked like over time, in a file of its own. */
export function keepTimeline(dir: string, timeline: Timeline): void {
  const file = join(dir, TIMELINES, `${timeline.family}-${timeline.messages ?? 0}.json`);
  writeWhole(file, `${JSON.stringify(check(timeline, timelineSchema, file, EXIT.unmeasured))}\n`);
}

function timelinesOf(dir: string): Timeline[] {
  const folder = join(dir, TIMELINES);
  if (!existsSync(folder)) return [];
  const order = ({ family, messages = 0 }: Timeline) => 1e7 * FAMILIES.indexOf(family) + messages;
  return readdirSync(folder)
    .map((name) => readChecked(join(folder, name), timelineSchema))
    .sort((a, b) => order(a) - order(b));
}

/** The results of a run with this header, from the journal on the disk. For one scenario and size the last entry counts. */
export function gather(dir: string, header: RunHeader): { results: Results; notes: string[] } {
  const { entries, notes } = readJournal(dir);
  const last = new Map<string, ScenarioResult>();
  for (const entry of entries) last.set(keyOf(entry), entry);
  return { results: { ...header, scenarios: [...last.values()], timelines: timelinesOf(dir) }, notes };
}

/** Builds DIR/results.json from what is on the disk. */
export function assemble(dir: string): { results: Results; notes: string[] } {
  const gathered = gather(dir, readHeader(dir));
  writeResults(dir, gathered.results);
  return gathered;
}

/** Takes back a run in which no scenario was finished, and its directory if nothing else is there. Says whether it did. */
export function abandonRun(dir: string): boolean {
  if (existsSync(join(dir, JOURNAL_FILE))) return false;
  for (const mine of [HEADER_FILE, TIMELINES, 'study'])
    rmSync(join(dir, mine), { recursive: true, force: true });
  if (existsSync(dir) && readdirSync(dir).length === 0) rmdirSync(dir);
  return true;
}

/** Every entry in the order of writing, reruns included. */
export function readJournal(dir: string): { entries: ScenarioResult[]; notes: string[] } {
  const file = join(dir, JOURNAL_FILE);
  if (!existsSync(file)) return { entries: [], notes: [`no scenario was finished: there is no ${file}`] };
  const { lines, tail } = split(readFileSync(file, 'utf8'));
  const entries = lines.map((line, index) => parseLine(line, `${file}:${index + 1}`));
  if (tail === '') return { entries, notes: [] };
  if (isWhole(tail))
    return { entries: [...entries, parseLine(tail, `${file}:${lines.length + 1}`)], notes: [] };
  return { entries, notes: [tornNote(file, lines.length + 1)] };
}

/** After a crash in the middle of a line, the next entry must not be glued to its rest. */
function mendTail(file: string): string[] {
  if (!existsSync(file)) return [];
  const content = readFileSync(file);
  const end = content.lastIndexOf('\n') + 1;
  if (end === content.length) return [];
  if (isWhole(content.toString('utf8', end))) {
    writeSynced(file, 'a', '\n');
    return [];
  }
  const note = tornNote(file, split(content.toString('utf8')).lines.length + 1);
  truncateSync(file, end);
  return [note];
}

/** Lines that were ended, and what stands after the last line end. */
function split(content: string): { lines: string[]; tail: string } {
  const lines = content.split('\n');
  const tail = lines.pop() ?? '';
  return { lines, tail };
}

function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function parseLine(line: string, place: string): ScenarioResult {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch (error) {
    throw damaged(place, reasonOf(error));
  }
  return check(data, scenarioResultSchema, place, EXIT.usage);
}

function tornNote(file: string, line: number): string {
  return `${file}:${line} was broken off while it was written; that scenario is not in the results`;
}
