import { join } from 'node:path';
import { commit } from '../accuracy/accuracy';
import { readProfile } from '../budget/profile-file';
import { EXIT, type ExitCode } from '../config/failure';
import { ROOT } from '../config/root';
import { writeWhole } from '../report/atomic';
import type { Scenario } from '../scenario/scenario';
import type { Job, JobOutcome } from './jobs';
import { meterKey, meterName } from './meter-key';
import { renderDetection } from './print';
import { type Recorded, readRecords } from './records';
import { rejudge } from './rejudge';
import { DETECTION_SCHEMA, type Detection, detectionSchema, type Note } from './schema';

export interface RejudgeOptions {
  /** Where the records are. */
  readonly directory: string;
  /** Where detection.json goes. */
  readonly file: string;
  readonly gates: number;
  readonly tries: number;
  readonly seed: number;
  readonly command: string;
}

export const RAW = join(ROOT, 'results', 'detection', 'raw');
export const DETECTION_FILE = join(ROOT, 'results', 'detection.json');

type Run = (jobs: readonly Job[]) => Promise<readonly JobOutcome[]>;

/**
 * Re-judges all that is recorded, prints the table and writes detection.json. Exit code 1 when a target is missed. Throws Failure
 * (exit code 2) where records cannot be used or are too few.
 */
export async function detect(
  options: RejudgeOptions,
  specs: readonly Scenario[],
  run: Run,
  say: (line: string) => void,
): Promise<ExitCode> {
  const { directory, file, gates, tries, seed, command } = options;
  const startedAt = new Date().toISOString();
  const since = performance.now();
  const recorded = readRecords(directory, specs);
  const scenarios = specs.map(({ name }) => name);
  const profileOf = (server: string) => readProfile(server, { scenarios });
  const judged = await rejudge(recorded, { specs, profileOf, gates, tries, seed, run });
  const detection: Detection = detectionSchema.parse({
    schema: DETECTION_SCHEMA,
    startedAt,
    finishedAt: new Date().toISOString(),
    commit: commit(),
    command,
    ...judged,
    notes: [...otherMeter(recorded), ...judged.notes],
  });
  writeWhole(file, `${JSON.stringify(detection, null, 1)}\n`);
  say(renderDetection(detection));
  say(`Judged in ${Math.round((performance.now() - since) / 1000)} s. Written: ${file}`);
  return detection.targets.every(({ met }) => met) ? EXIT.ok : EXIT.overBudget;
}

/** Old records can be judged by new rules; what they say of figures taken today is another matter. */
function otherMeter(recorded: readonly Recorded[]): Note[] {
  const mine = meterName(meterKey());
  return recorded.flatMap(({ server, gates }) => {
    const [first] = gates;
    if (first === undefined || meterName(first.meter) === mine) return [];
    const text = `recorded at commit ${first.commit.slice(0, 12)}; what decides how a gate is measured has changed since`;
    return [{ server, scenarios: [], text }];
  });
}
