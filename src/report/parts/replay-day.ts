import type { Sample } from '../schema';
import type { Replay, ReplayedCommand } from './replay-schema';

/** A client that polls every five minutes: the text's own number. */
export const LOGINS_A_DAY = 288;

/** What one execution of a line costs, warm: the mean of its steady samples. null: not taken. */
export interface LineCost {
  readonly line: string;
  readonly cpuMs: number | null;
  /** By endpoint (`s3:GetObject`), without what the server calls by time. */
  readonly requests: Readonly<Record<string, number>> | null;
  /** From the storage to the server, and back. */
  readonly bytes: { readonly in: number; readonly out: number } | null;
}

/** A command name's share of the client-day. */
export interface NameDay {
  readonly name: string;
  /** In the log, and in a day; `missing` of these were not measured. */
  readonly raw: number;
  readonly perDay: number;
  readonly missing: number;
  /** Unique lines in the log, and those that were measured. */
  readonly lines: number;
  readonly measured: readonly LineCost[];
}

/** An amount a day: all executions spread evenly over the lines of their name; all on the cheapest of them; on the dearest. */
export interface Ranged {
  readonly low: number;
  readonly mix: number;
  readonly high: number;
}

/** Every name's executions a day: the log's raw counts, scaled from its LOGINs to those of a day. */
export function clientDay({ names, commands, background }: Replay): NameDay[] {
  const logins = names.find(({ name }) => name === 'LOGIN')?.raw ?? 0;
  if (logins === 0) throw new RangeError('a log without LOGIN tells of no day');
  return names.map(({ name, raw, lines }) => {
    const perDay = (raw * LOGINS_A_DAY) / logins;
    const measured = commands
      .filter((one) => one.name === name && one.outcome === 'measured')
      .map((one) => costOf(one, background));
    const share = lines === 0 ? 1 : (lines - measured.length) / lines;
    return { name, raw, perDay, missing: perDay * share, lines, measured };
  });
}

export function costOf({ line, result }: ReplayedCommand, background: readonly string[]): LineCost {
  const steady = result.samples.filter(({ kind }) => kind === 'steady');
  const counted = steady.flatMap(({ requests }) => (requests === null ? [] : [requests]));
  const endpoints = [...new Set(counted.flatMap((requests) => Object.keys(requests)))].filter(
    (endpoint) => !background.includes(endpoint),
  );
  const traffic = (read: (bytes: NonNullable<Sample['storageBytes']>) => number) =>
    mean(steady.flatMap(({ storageBytes }) => (storageBytes === null ? [] : [read(storageBytes)])));
  const [into, out] = [traffic((bytes) => bytes.in), traffic((bytes) => bytes.out)];
  return {
    line,
    cpuMs: mean(steady.flatMap(({ cpuMs }) => cpuMs ?? [])),
    requests:
      counted.length === 0
        ? null
        : Object.fromEntries(
            endpoints.map((endpoint) => [endpoint, mean(counted.map((one) => one[endpoint] ?? 0)) ?? 0]),
          ),
    bytes: into === null || out === null ? null : { in: into, out },
  };
}

/** What a name comes to in a day; null where no line of it has the figure. Lines without it are missing, not replaced. */
export function ofName(
  { perDay, lines, measured }: NameDay,
  value: (cost: LineCost) => number | null,
): Ranged | null {
  const values = measured.flatMap((cost) => value(cost) ?? []);
  if (values.length === 0) return null;
  const executions = (perDay * values.length) / lines;
  return {
    low: executions * Math.min(...values),
    mix: executions * (mean(values) ?? 0),
    high: executions * Math.max(...values),
  };
}

/** The same of the whole day. */
export function ofDay(days: readonly NameDay[], value: (cost: LineCost) => number | null): Ranged | null {
  const known = days.flatMap((day) => ofName(day, value) ?? []);
  if (known.length === 0) return null;
  const sum = (read: (one: Ranged) => number) => known.reduce((total, one) => total + read(one), 0);
  return { low: sum((one) => one.low), mix: sum((one) => one.mix), high: sum((one) => one.high) };
}

/** Requests of one service, or of all whose name fits. */
export const requestsOf =
  (fits: (endpoint: string) => boolean) =>
  ({ requests }: LineCost): number | null =>
    requests === null
      ? null
      : Object.entries(requests).reduce((sum, [endpoint, n]) => sum + (fits(endpoint) ? n : 0), 0);

/** The part of a day's commands of which nothing is known. */
export function missingShare(days: readonly NameDay[]): number {
  const all = days.reduce((sum, { perDay }) => sum + perDay, 0);
  return days.reduce((sum, { missing }) => sum + missing, 0) / all;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
