import type { RunOptions } from '../config/config';
import { EXIT, Failure } from '../config/failure';
import type { Scenario } from '../scenario/scenario';
import { readDurations } from './durations';

export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** Of "1/3", which was checked when it was read. */
export function shardOf(text: string): Shard {
  const [number = 1, of = 1] = text.split('/').map(Number);
  return { number, of };
}

/**
 * The scenarios of one shard, in their order. Each machine must come to the same shards by itself, so only what is committed decides.
 * Throws Failure (exit code 2) where a shard would be empty, and for a run that cannot be divided.
 */
export function inShard(
  scenarios: readonly Scenario[],
  { mode, update, server }: Pick<RunOptions, 'mode' | 'update' | 'server'>,
  text: string,
): Scenario[] {
  if (mode !== 'gate')
    throw undivided(
      text,
      'a study goes on from what its scenarios cost together (its memory limit, its answer)',
      'divide a gate: npx aerometer run --gate --shard ...; parts of a study can be measured alone with --part',
    );
  if (update === true)
    throw undivided(
      text,
      'a profile is taken from a whole run',
      'merge the shards, then: npx aerometer judge DIR --update',
    );
  const shard = shardOf(text);
  if (shard.of > scenarios.length)
    throw undivided(
      text,
      `${scenarios.length} scenarios make no ${shard.of} shards`,
      'ask for fewer shards, or measure more scenarios',
    );
  const seconds = readDurations(server ?? 'aerogramme');
  const mine = divide(
    scenarios.map(({ name }) => name),
    shard.of,
    (name) => seconds.get(name),
  )[shard.number - 1];
  return scenarios.filter(({ name }) => mine?.has(name));
}

/**
 * Divides so that the shards take about equally long: the longest first, each to the shard that has the least so far (Graham, "Bounds on
 * multiprocessing timing anomalies", SIAM Journal on Applied Mathematics 17, 1969: at most 4/3 of the best). What nobody has timed takes the median.
 */
export function divide(
  names: readonly string[],
  shards: number,
  secondsOf: (name: string) => number | undefined,
): Set<string>[] {
  const known = names.flatMap((name) => secondsOf(name) ?? []).sort((a, b) => a - b);
  const usual = known[Math.floor(known.length / 2)] ?? 1;
  const lots = names.map((name, i) => ({ name, i, seconds: secondsOf(name) ?? usual }));
  const all = Array.from({ length: shards }, () => ({ names: new Set<string>(), seconds: 0 }));
  for (const { name, seconds } of lots.sort((a, b) => b.seconds - a.seconds || a.i - b.i)) {
    // An empty one first: a scenario that takes no time must not leave a shard without any.
    const least = all.reduce((best, one) => (weightOf(one) < weightOf(best) ? one : best));
    least.names.add(name);
    least.seconds += seconds;
  }
  return all.map((one) => one.names);
}

function weightOf({ names, seconds }: { names: ReadonlySet<string>; seconds: number }): number {
  return names.size === 0 ? -1 : seconds;
}

function undivided(text: string, cause: string, next: string): Failure {
  return new Failure(EXIT.usage, { fact: `--shard ${text} cannot be measured`, cause, next });
}
