import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../config/root';
import type { Results } from '../report/results';

export const DURATIONS_FILE = join(ROOT, 'specs', 'durations.json');

const durationsSchema = z.record(z.string(), z.record(z.string(), z.number().positive()));
type Durations = z.infer<typeof durationsSchema>;

/** Seconds of each scenario in a gate of that server, by name; of another server's where nobody has timed it: what is long there is long here. */
export function readDurations(server: string): ReadonlyMap<string, number> {
  const all = allDurations();
  return new Map(Object.entries(all[server] ?? Object.values(all)[0] ?? {}));
}

export function allDurations(): Durations {
  return durationsSchema.parse(JSON.parse(readFileSync(DURATIONS_FILE, 'utf8')));
}

/**
 * Seconds that each scenario took at the gate's sizes in a run: its commands, and its part of the settling and of the server starts. A
 * run notes both times as a whole, so each reading and each start counts the same.
 */
export function durationsOf({ run, scenarios }: Results): Record<string, number> {
  const sized = scenarios.filter(
    ({ series, status }) => status === 'measured' && ['count', 'size', 'sessions'].includes(series),
  );
  const samples = scenarios.flatMap((one) => one.samples);
  const starts = new Set(scenarios.flatMap((one) => startsOf(one).map((start) => `${one.name} ${start}`)));
  const readingMs = (run.time?.settlingMs ?? 0) / Math.max(1, samples.length);
  const startMs = (run.time?.startingMs ?? 0) / Math.max(1, starts.size);
  const total = new Map<string, number>();
  for (const name of new Set(sized.map((one) => one.name))) {
    const own = sized.filter((one) => one.name === name);
    const ofName = new Set(own.flatMap(startsOf));
    const atWork = own
      .flatMap((one) => one.samples)
      .reduce((sum, { wallMs, executions }) => sum + (wallMs ?? 0) * executions + readingMs, 0);
    total.set(name, (atWork + ofName.size * startMs) / 1000 / Math.max(1, ofName.size));
  }
  return Object.fromEntries([...total].map(([name, seconds]) => [name, Math.round(100 * seconds) / 100]));
}

function startsOf({ samples }: Results['scenarios'][number]): number[] {
  return samples.map(({ start }) => start);
}
