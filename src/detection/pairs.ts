import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { keyOf, type Results, readResults, type ScenarioResult, seriesKeyOf } from '../report/results';

/** A server start of one image and one of the same image beside it, each with all sizes of a series. */
export interface Pair {
  readonly one: readonly ScenarioResult[];
  readonly other: readonly ScenarioResult[];
}

/** Of each scenario its series, and of each the pairs that measured it in the same way. */
export type Pairs = ReadonlyMap<string, readonly (readonly Pair[])[]>;

/** A resample of fewer says nothing. */
const LEAST = 3;

/**
 * The pairs of comparisons of two equal images. The second stage measures a suspected series alone, and its peak alone where that is all that
 * is suspected: of each series those pairs are taken that the most others are like. Throws Failure (exit code 2) for a directory that is no
 * comparison, or two images that are not one.
 */
export function readPairs(directories: readonly string[]): { server: string; pairs: Pairs } {
  const stages = directories.flatMap((directory) =>
    [1, 2]
      .map((number) => join(directory, `stage-${number}`))
      .filter((stage) => existsSync(join(stage, 'base', 'results.json')))
      .map((stage) => [readResults(join(stage, 'base')), readResults(join(stage, 'head'))] as const),
  );
  const [first] = stages;
  if (first === undefined) throw unusable(directories.join(', '), 'no stage of a comparison is there');
  for (const side of stages.flat())
    if (side.server.digest !== first[0].server.digest)
      throw unusable(
        directories.join(', '),
        `${side.server.image} is not ${first[0].server.image}: what differs may be the images`,
      );
  const series = new Map<string, Pair[]>();
  for (const [base, head] of stages)
    for (const key of new Set(base.scenarios.filter(isMeasured).map(seriesKeyOf)))
      series.set(key, [...(series.get(key) ?? []), ...pairsOf(base, head, key)]);
  const pairs = new Map<string, (readonly Pair[])[]>();
  for (const all of series.values()) {
    const alike = mostAlike(all);
    const name = alike[0]?.one[0]?.name;
    if (name !== undefined && alike.length >= LEAST) pairs.set(name, [...(pairs.get(name) ?? []), alike]);
  }
  return { server: first[0].server.name, pairs };
}

function pairsOf(base: Results, head: Results, key: string): Pair[] {
  const [ones, others] = [startsOf(base, key), startsOf(head, key)];
  return ones.flatMap((one, i) => {
    const other = others[i];
    return other === undefined ? [] : [{ one, other }];
  });
}

/** The sizes of a series as each server start saw them, in the order of the starts. */
function startsOf({ scenarios }: Results, key: string): ScenarioResult[][] {
  const own = scenarios.filter((one) => isMeasured(one) && seriesKeyOf(one) === key);
  const starts = [...new Set(own.flatMap(({ samples }) => samples.map(({ start }) => start)))];
  return starts.map((start) =>
    own
      .map((one) => ({
        ...one,
        verdicts: [],
        samples: one.samples.filter((sample) => sample.start === start),
      }))
      .filter(({ samples }) => samples.length > 0),
  );
}

function mostAlike(pairs: readonly Pair[]): readonly Pair[] {
  const ways = [...new Set(pairs.map(wayOf))].map((way) => pairs.filter((one) => wayOf(one) === way));
  return ways.reduce((most, one) => (one.length > most.length ? one : most), []);
}

/** The sizes, and which kinds of executions there are. */
function wayOf({ one }: Pair): string {
  const kinds = new Set(one.flatMap(({ samples }) => samples.map(({ kind }) => kind)));
  return [...one.map(keyOf).sort(), ...[...kinds].sort()].join();
}

function isMeasured({ status }: ScenarioResult): boolean {
  return status === 'measured';
}

function unusable(what: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${what}: no comparisons of one image with itself`,
    cause,
    next: 'record one: npx aerometer compare IMAGE IMAGE --out DIR',
  });
}
