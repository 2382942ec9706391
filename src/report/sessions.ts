import { CONFIDENCE, type Point, type Slope, slopeOverStarts } from '../meter/slope';
import { NOT_TAKEN } from './columns';
import { oneLine } from './escape';
import { byMailbox } from './mailboxes';
import type { Results, Sample, ScenarioResult } from './results';
import { summarizeAll } from './summarize';
import { bytes, count } from './units';

/** What one session more costs in memory, of one scenario that held more and more of them. */
export interface SessionMemory {
  readonly name: string;
  /** Messages in the mailbox, and the most sessions that were open. */
  readonly N: number;
  readonly most: number;
  readonly rss: Slope | null;
  readonly pss: Slope | null;
  readonly anon: Slope | null;
  /** The RSS slope up to half of the sessions and from there on. They differ where memory grows in steps. */
  readonly halves: readonly [Slope | null, Slope | null];
}

type Read = (sample: Sample) => number | null | undefined;
type Series = Pick<ScenarioResult, 'name' | 'verb' | 'variables' | 'status' | 'samples'>;

/** Whether a result is one of many sessions held at once: what they cost is a slope, not a row of its own. */
export function holdsSessions({ verb }: Pick<ScenarioResult, 'verb'>): boolean {
  return verb === 'SESSIONS';
}

export function sessionMemory(results: readonly Series[]): SessionMemory[] {
  const measured = results.filter((one) => holdsSessions(one) && one.status === 'measured');
  const keyOf = ({ name, variables: { N } }: Series) => `${N} ${name}`;
  return [...new Set(measured.map(keyOf))].map((key) => {
    const series = measured.filter((one) => keyOf(one) === key);
    const slope = (read: Read, part = series) => slopeOverStarts(part.flatMap((one) => pointsOf(one, read)));
    const retained: Read = ({ retainedRssBytes }) => retainedRssBytes;
    const most = Math.max(...series.map(({ variables }) => variables.U));
    const half = (wanted: (U: number) => boolean) =>
      slope(
        retained,
        series.filter(({ variables }) => wanted(variables.U)),
      );
    return {
      name: series[0]?.name ?? '',
      N: series[0]?.variables.N ?? 0,
      most,
      rss: slope(retained),
      pss: slope(({ pssBytes }) => pssBytes),
      anon: slope(({ anonBytes }) => anonBytes),
      halves: [half((U) => U <= most / 2), half((U) => U >= most / 2)],
    };
  });
}

function pointsOf({ samples, variables: { U } }: Series, read: Read): Point[] {
  return samples.flatMap((sample) => {
    const y = read(sample);
    return typeof y === 'number' ? [{ start: sample.start, x: U, y }] : [];
  });
}

/** Whether the two halves differ by more than chance and by more than a quarter: the one slope then hides something. */
export function isBent({ rss, halves: [low, high] }: SessionMemory): boolean {
  if (!rss || !low?.halfWidth || !high?.halfWidth) return false;
  const apart = Math.abs(high.value - low.value);
  return apart > low.halfWidth + high.halfWidth && apart > Math.abs(rss.value) / 4;
}

/** "41 ± 3 KiB"; digits end where the interval begins. From one start there is no interval to end them. */
export function slopeText(slope: Slope | null): string {
  if (slope === null) return NOT_TAKEN;
  const { value, halfWidth } = slope;
  if (halfWidth === null) return `${bytes(value, { spread: Math.abs(value) })} (1 start)`;
  const text = bytes(value, { bound: halfWidth });
  if (/^[<~]/.test(text)) return text;
  const [number, unit] = text.split(' ');
  const doubt = bytes(halfWidth, { spread: halfWidth });
  return doubt.endsWith(` ${unit}`) ? `${number} ± ${doubt}` : `${text} ± ${doubt}`;
}

/** Without those on a mailbox of the gate where the same sessions were held on the run's own: a study has them for growth. */
function ofOwnMailboxes(results: Results, lines: readonly SessionMemory[]): readonly SessionMemory[] {
  const sizes = new Set(byMailbox(results, summarizeAll(results)).map(({ messages }) => messages));
  const own = new Set(lines.filter(({ N }) => sizes.has(N)).map(({ name }) => name));
  return lines.filter(({ name, N }) => sizes.has(N) || !own.has(name));
}

export interface SessionTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the cells after the first are worth, to sort by. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly notes: readonly string[];
}

/** Memory per session, in words, for every kind of report; null where no scenario held sessions. */
export function sessionTable(results: Results): SessionTable | null {
  const lines = ofOwnMailboxes(results, sessionMemory(results.scenarios));
  if (lines.length === 0) return null;
  const starts = Math.max(...lines.flatMap(({ rss, anon }) => [rss?.starts ?? 0, anon?.starts ?? 0]));
  return {
    title: 'Memory per session',
    heads: ['RSS', 'PSS', 'anonymous', 'open', 'mails'],
    rows: lines.map(({ name, rss, pss, anon, most, N }) => [
      oneLine(name),
      ...[rss, pss, anon].map(slopeText),
      `1–${count(most)}`,
      count(N),
    ]),
    values: lines.map(({ rss, pss, anon, most, N }) => [
      ...[rss, pss, anon].map((slope) => slope?.value ?? null),
      most,
      N,
    ]),
    notes: [
      `per session: least-squares slope over the number of open sessions, mean of ${count(starts)} ${starts === 1 ? 'start' : 'starts'}, ± ${CONFIDENCE * 100} % interval over starts (Student's t)`,
      'above a server that was logged in to before, until logins left its memory where it was: what a password hash leaves behind belongs to no session',
      'RSS counts shared pages once a process: size a server that forks by PSS or anonymous memory',
      ...lines
        .filter(isBent)
        .map(
          ({ name, most, halves: [low, high] }) =>
            `no straight line, memory grows in steps: ${oneLine(name)}: RSS ${slopeText(low)} up to ${count(most / 2)} open, ${slopeText(high)} from there on`,
        ),
    ],
  };
}
