import { median } from '../meter/median';
import { type RequestCounts, requestCounts } from './requests';
import { FIGURES, type FigureName, keyOf, type Results, type Sample, type ScenarioResult } from './results';

/** One number for people, of several starts. */
export interface Figure {
  readonly value: number;
  /** The stated error, plus or minus; null when none was stated. */
  readonly bound: number | null;
  /** Half the distance between the lowest and the highest start. */
  readonly spread: number;
  /** How many starts it is of. */
  readonly starts: number;
}

/** What one scenario at one size cost. null: not taken. */
export interface Summary {
  readonly key: string;
  readonly result: ScenarioResult;
  /** CPU per execution: median over starts, of the first execution after a start and of those after it. */
  readonly cpuFirst: Figure | null;
  readonly cpuSteady: Figure | null;
  /** RSS of the fresh, warmed server, before the command: median over starts. */
  readonly startRss: Figure | null;
  /** Above the start RSS, at its highest and afterwards: the highest over starts, because memory that was needed once must be there. */
  readonly peak: Figure | null;
  readonly retained: Figure | null;
  readonly anon: Figure | null;
  readonly pss: Figure | null;
  readonly wall: Figure | null;
  /** Of steady executions; of first ones where there are no others. */
  readonly requests: RequestCounts | null;
  readonly requestsFirst: RequestCounts | null;
  readonly storageIn: Figure | null;
  readonly storageOut: Figure | null;
  /** Steady executions and the starts they ran on, and the starts of the memory pass. */
  readonly repeated: { readonly executions: number; readonly starts: number; readonly memoryStarts: number };
  /** Figures that no sample has, and why. */
  readonly missing: ReadonlyMap<FigureName, string>;
}

type Single = Exclude<FigureName, 'requests' | 'storageBytes'>;

export function summarizeAll(results: Results): Summary[] {
  return results.scenarios.map(summarize);
}

export function summarize(result: ScenarioResult): Summary {
  const steady = result.samples.filter(({ kind }) => kind === 'steady');
  const first = result.samples.filter(({ kind }) => kind === 'first');
  const settled = steady.length > 0 ? steady : first;
  const cpu = (name: Single, samples: Sample[]) =>
    figure(taken(samples, 'cpu', name), name, (s) => s[name] ?? null, median);
  const memory = (name: Single, over: Over) =>
    figure(taken(result.samples, 'memory', name), name, (s) => s[name] ?? null, over);
  const traffic = (read: (bytes: { in: number; out: number }) => number) =>
    figure(
      taken(settled, 'cpu', 'storageBytes'),
      'storageBytes',
      (s) => s.storageBytes && read(s.storageBytes),
      median,
    );
  return {
    key: keyOf(result),
    result,
    cpuFirst: cpu('cpuMs', first),
    cpuSteady: cpu('cpuMs', steady),
    startRss: memory('startRssBytes', median),
    peak: memory('peakRssBytes', highest),
    retained: memory('retainedRssBytes', highest),
    anon: memory('anonBytes', median),
    pss: memory('pssBytes', median),
    wall: cpu('wallMs', settled),
    requests: requestCounts(taken(settled, 'cpu', 'requests')),
    requestsFirst: requestCounts(taken(first, 'cpu', 'requests')),
    storageIn: traffic((bytes) => bytes.in),
    storageOut: traffic((bytes) => bytes.out),
    repeated: repetitions(result.samples),
    missing: missing(result.samples),
  };
}

type Over = (values: readonly number[]) => number;

const highest: Over = (values) => Math.max(...values);

/** Samples that have the figure: those of the pass that is made for it, else those of the other. */
function taken(samples: readonly Sample[], pass: Sample['pass'], name: FigureName): Sample[] {
  const having = samples.filter((sample) => sample[name] !== null);
  const proper = having.filter((sample) => sample.pass === pass);
  return proper.length > 0 ? proper : having;
}

/** A start is the unit of repetition: executions after one start share its luck, so each start gives one value. */
function figure(
  samples: readonly Sample[],
  name: FigureName,
  read: (sample: Sample) => number | null,
  over: Over,
): Figure | null {
  const byStart = new Map<string, number[]>();
  let bound: number | null = null;
  for (const sample of samples) {
    const value = read(sample);
    if (value === null) continue;
    byStart.set(startOf(sample), [...(byStart.get(startOf(sample)) ?? []), value]);
    const stated = sample.bounds[name];
    if (stated !== undefined) bound = Math.max(bound ?? 0, stated);
  }
  const values = [...byStart.values()].map(over);
  if (values.length === 0) return null;
  const spread = (Math.max(...values) - Math.min(...values)) / 2;
  return { value: over(values), bound, spread, starts: values.length };
}

function repetitions(samples: readonly Sample[]): Summary['repeated'] {
  const cpu = samples.filter(({ pass }) => pass === 'cpu');
  const steady = cpu.filter(({ kind }) => kind === 'steady');
  const memory = samples.filter(({ pass }) => pass === 'memory');
  return {
    executions: steady.reduce((sum, { executions }) => sum + executions, 0),
    starts: new Set(cpu.map(startOf)).size,
    memoryStarts: new Set(memory.map(startOf)).size,
  };
}

function missing(samples: readonly Sample[]): Map<FigureName, string> {
  const reasons = new Map<FigureName, string>();
  for (const name of FIGURES) {
    if (samples.some((sample) => sample[name] !== null)) continue;
    const reason = samples.map(({ sources }) => sources[name]).find((source) => source !== undefined);
    if (reason !== undefined) reasons.set(name, reason);
  }
  return reasons;
}

/** Both passes may number their starts from the same number. */
function startOf({ pass, start }: Sample): string {
  return `${pass}:${start}`;
}
