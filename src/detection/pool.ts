import { keyOf, type Sample, type ScenarioResult } from '../report/schema';
import { CONDITIONS, type Condition, type GateRecord } from './record';

/** One server start: its samples at each size that it covered, by the size's key. */
export type Start = ReadonlyMap<string, readonly Sample[]>;

/** Sizes of a scenario that the same server starts have covered, and those starts. */
export interface Series {
  /** The sizes, without samples and verdicts. */
  readonly sizes: readonly ScenarioResult[];
  readonly starts: Readonly<Record<Condition, readonly Start[]>>;
}

/** All that was recorded of one scenario. */
export interface Pool {
  readonly scenario: string;
  readonly series: readonly Series[];
  /** Starts that lack a size which others of their series have. */
  readonly leftOut: number;
}

/** Gathers the server starts of a scenario from records of one server: what is resampled is a start with all its sizes. */
export function poolOf(records: readonly GateRecord[], scenario: string): Pool {
  const sizes = new Map<string, ScenarioResult>();
  const shapes = new Map<string, Record<Condition, Start[]>>();
  for (const { results, condition } of records) {
    const starts = new Map<number, Map<string, Sample[]>>();
    for (const result of results.scenarios) {
      if (result.name !== scenario || result.status !== 'measured') continue;
      const key = keyOf(result);
      if (!sizes.has(key)) sizes.set(key, { ...result, samples: [], verdicts: [], log: [] });
      for (const sample of result.samples) {
        const start = starts.get(sample.start) ?? new Map<string, Sample[]>();
        starts.set(sample.start, start.set(key, [...(start.get(key) ?? []), sample]));
      }
    }
    for (const start of starts.values()) {
      const shape = JSON.stringify([...start.keys()].sort());
      const known = shapes.get(shape) ?? { quiet: [], neighbour: [] };
      known[condition].push(start);
      shapes.set(shape, known);
    }
  }
  return { scenario, ...seriesOf(sizes, shapes) };
}

/** The shapes that most sizes have in common come first; what overlaps one of them is a part of it that was broken off. */
function seriesOf(
  sizes: ReadonlyMap<string, ScenarioResult>,
  shapes: ReadonlyMap<string, Record<Condition, Start[]>>,
): Omit<Pool, 'scenario'> {
  const series: Series[] = [];
  const taken = new Set<string>();
  let leftOut = 0;
  const count = (starts: Record<Condition, Start[]>) =>
    CONDITIONS.reduce((sum, condition) => sum + starts[condition].length, 0);
  const known = [...shapes].map(([shape, starts]) => ({ keys: JSON.parse(shape) as string[], starts }));
  const weight = ({ keys, starts }: (typeof known)[number]) => keys.length * count(starts);
  for (const { keys, starts } of known.sort((a, b) => weight(b) - weight(a))) {
    if (keys.some((key) => taken.has(key))) {
      leftOut += count(starts);
      continue;
    }
    for (const key of keys) taken.add(key);
    series.push({ sizes: keys.flatMap((key) => sizes.get(key) ?? []), starts });
  }
  return { series, leftOut };
}

/** The entries of a run that consists of these starts, in this order; `chosen` gives those of each series. */
export function entriesOf(pool: Pool, chosen: (series: Series) => readonly Start[]): ScenarioResult[] {
  return pool.series.flatMap((series) => {
    const starts = chosen(series);
    return series.sizes.map((size) => {
      const key = keyOf(size);
      const samples = starts.flatMap((one, start) =>
        (one.get(key) ?? []).map((sample) => ({ ...sample, start })),
      );
      return { ...size, samples };
    });
  });
}

/** Whether each series has a start of this condition. */
export function has(pool: Pool, condition: Condition): boolean {
  return pool.series.length > 0 && pool.series.every(({ starts }) => starts[condition].length > 0);
}
