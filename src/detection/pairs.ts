import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { keyOf, type Results, readResults, type ScenarioResult } from '../report/results';

/** A server start of one image and one of the same image beside it, each with all sizes of a scenario. */
export interface Pair {
  readonly one: readonly ScenarioResult[];
  readonly other: readonly ScenarioResult[];
}

export type Pairs = ReadonlyMap<string, readonly Pair[]>;

/** A resample of fewer says nothing. */
const LEAST = 3;

/**
 * The pairs of comparisons of two equal images, by scenario. A stage that measured a scenario at other sizes than the one with the most pairs
 * of it is left out. Throws Failure (exit code 2) for a directory that is no comparison, or two images that are not one.
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
  const pairs = new Map<string, Pair[]>();
  for (const [base, head] of stages)
    for (const [name, found] of pairsOf(base, head)) {
      const known = pairs.get(name) ?? [];
      const isSame = known.length === 0 || sizesOf(known) === sizesOf(found);
      pairs.set(name, isSame ? [...known, ...found] : known.length >= found.length ? known : found);
    }
  return {
    server: first[0].server.name,
    pairs: new Map([...pairs].filter(([, found]) => found.length >= LEAST)),
  };
}

function pairsOf(base: Results, head: Results): Map<string, Pair[]> {
  const names = new Set(base.scenarios.filter(({ status }) => status === 'measured').map(({ name }) => name));
  return new Map(
    [...names].map((name) => {
      const [ones, others] = [startsOf(base, name), startsOf(head, name)];
      const pairs = ones.flatMap((one, i) => {
        const other = others[i];
        return other === undefined ? [] : [{ one, other }];
      });
      return [name, pairs];
    }),
  );
}

/** The sizes of a scenario as each server start saw them, in the order of the starts. */
function startsOf({ scenarios }: Results, name: string): ScenarioResult[][] {
  const own = scenarios.filter((one) => one.name === name && one.status === 'measured');
  const starts = [...new Set(own.flatMap(({ samples }) => samples.map(({ start }) => start)))];
  return starts.map((start) =>
    own.map((one) => ({
      ...one,
      verdicts: [],
      samples: one.samples.filter((sample) => sample.start === start),
    })),
  );
}

function sizesOf([first]: readonly Pair[]): string {
  return (first?.one ?? []).map(keyOf).sort().join();
}

function unusable(what: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${what}: no comparisons of one image with itself`,
    cause,
    next: 'record one: npx aerometer compare IMAGE IMAGE --out DIR',
  });
}
