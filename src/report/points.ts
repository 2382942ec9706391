import { medianOf } from '../meter/median';
import { sessionsOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';
import type { Sample, ScenarioResult, Variables } from './schema';

/**
 * What is judged with statistics. `kept` is what stays resident after each repeated execution, `held` what sessions that are
 * open at once hold together.
 */
export const METRICS = ['cpu', 'peak', 'kept', 'held'] as const;
export type Metric = (typeof METRICS)[number];

/** Those of a command, or of many sessions at once. */
export function metricsOf({ measure }: Pick<Scenario, 'measure'>): readonly Metric[] {
  return sessionsOf(measure) === undefined ? ['cpu', 'peak', 'kept'] : ['held'];
}

/** One size of a scenario: one value a server start, because executions after one start share its luck. */
export interface Point {
  readonly variables: Variables;
  readonly values: readonly number[];
  /** The server start of each value: all sizes of a gate share their starts, and with them their luck. */
  readonly starts: readonly number[];
  /** The stated error of a value, plus or minus; 0 where none is stated. */
  readonly bound: number;
}

/** A metric of one scenario over its sizes, smallest first. cpu in ms, the others in bytes. */
export function pointsOf(sizes: readonly ScenarioResult[], metric: Metric): Point[] {
  return sizes
    .map(({ variables, samples }) => ({ variables, ...OF[metric](samples) }))
    .sort((a, b) => bySize(a.variables, b.variables));
}

/** Smallest first: by messages, then by their bytes, then by sessions. */
export function bySize(a: Variables, b: Variables): number {
  return a.N - b.N || a.B - b.B || a.U - b.U;
}

const OF: Readonly<Record<Metric, (samples: readonly Sample[]) => Omit<Point, 'variables'>>> = {
  cpu: (samples) => byStart(steady(samples), 'cpuMs', (values) => middle(values.map(([value]) => value))),
  peak: (samples) =>
    byStart(
      samples.filter(({ pass }) => pass === 'memory'),
      'peakRssBytes',
      (values) => Math.max(...values.map(([value]) => value)),
    ),
  held: (samples) =>
    byStart(
      samples.filter(({ pass }) => pass === 'memory'),
      'retainedRssBytes',
      (values) => middle(values.map(([value]) => value)),
    ),
  kept: (samples) => {
    const taken = steady(samples);
    const all = byStart(taken, 'retainedRssBytes', (values) => total(values, 0) / total(values, 1));
    return { ...all, bound: all.bound / Math.min(...taken.map(({ executions }) => executions)) };
  },
};

function steady(samples: readonly Sample[]): Sample[] {
  return samples.filter(({ kind }) => kind === 'steady');
}

type Taken = readonly [value: number, executions: number];

function byStart(
  samples: readonly Sample[],
  figure: 'cpuMs' | 'peakRssBytes' | 'retainedRssBytes',
  over: (values: readonly Taken[]) => number,
): Omit<Point, 'variables'> {
  const starts = new Map<number, Taken[]>();
  for (const sample of samples) {
    const value = sample[figure];
    if (value !== null)
      starts.set(sample.start, [...(starts.get(sample.start) ?? []), [value, sample.executions]]);
  }
  return {
    values: [...starts.values()].map(over),
    starts: [...starts.keys()],
    bound: Math.max(0, ...samples.map(({ bounds }) => bounds[figure] ?? 0)),
  };
}

function total(values: readonly Taken[], of: 0 | 1): number {
  return values.reduce((sum, taken) => sum + taken[of], 0);
}

/** The median; 0 where there is no value. */
export function middle(values: readonly number[]): number {
  return medianOf(values) ?? 0;
}
