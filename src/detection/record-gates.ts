import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commit } from '../accuracy/accuracy';
import { withoutFlags } from '../config/command-line';
import type { Planted, RunOptions } from '../config/config';
import { EXIT, Failure } from '../config/failure';
import { writeWhole } from '../report/atomic';
import { readResults } from '../report/results';
import { duration } from '../report/units';
import type { SuiteOutcome, World } from '../run/suite';
import type { Scenario } from '../scenario/scenario';
import { dosesOf } from './doses';
import { type Fault, isPlantedIn } from './faults';
import { ofLatestHost } from './hosts';
import { meterKey, meterName } from './meter-key';
import { type GateRecord, RECORD_SCHEMA, readRecord, recordsIn, writeRecord } from './record';
import { difference, type Identity, identityOf, other } from './records';
import { AS_IT_IS, type Wanted } from './wanted';

export interface Recording {
  readonly directory: string;
  readonly wanted: readonly Wanted[];
  /** Gates in this call at most. */
  readonly limit: number;
  /** Whether the wanted records that are there go first. */
  readonly fresh: boolean;
  /** Of each gate: what of it is measured, how long it queues, where ports are published. */
  readonly run: RunOptions;
  /** The words that narrow a gate down. */
  readonly scope: readonly string[];
}

/** What measures: the suite; in tests something that takes no engine. */
export interface Measures {
  suite(options: RunOptions, world: World): Promise<SuiteOutcome>;
  neighbour: NonNullable<World['beside']>;
  say(line: string): void;
}

const UNDER_WAY = 'under-way';
const DOSES_FILE = 'doses.json';
/** The flags that say where records and findings are kept. */
const KEPT = ['dir', 'out'];

/**
 * Measures gates that are not there yet and keeps each as a file, so that a call that is broken off loses the one under way. Throws
 * Failure (exit code 2) where a record is damaged or of another meter, CPU, image or scope; 5 where a gate did not come to its end.
 */
export async function recordGates(
  recording: Recording,
  specs: readonly Scenario[],
  measures: Measures,
): Promise<void> {
  const { directory, wanted, limit, fresh } = recording;
  const { say } = measures;
  if (fresh) for (const { file } of wanted) rmSync(join(directory, file), { force: true });
  const there = new Map(recordsIn(directory).map((file) => [basename(file), identityIn(file, recording)]));
  const missing = wanted.filter(({ file }) => !there.has(file));
  const planned = missing.slice(0, limit);
  say(
    `${wanted.length - missing.length} of ${wanted.length} gates are recorded in ${directory}; ${planned.length} in this call.`,
  );
  let spent = 0;
  for (const [i, one] of planned.entries()) {
    const left = i === 0 ? '' : `; about ${duration((spent / i) * (planned.length - i))} left in this call`;
    say(`Gate ${i + 1} of ${planned.length}: ${one.file}${left}`);
    const since = performance.now();
    const record = await measured(one, recording, specs, measures);
    const known = [...there].find(([name]) => name.startsWith(`${one.server}.`));
    const differs = known === undefined ? null : difference(identityOf(record), known[1]);
    if (differs !== null)
      throw other(join(directory, one.file), `${differs} as in ${known?.[0]}; it was not kept`);
    writeRecord(directory, record);
    there.set(one.file, identityOf(record));
    spent += performance.now() - since;
  }
}

/** What a record that is there was measured with. Throws Failure where it is not what would be measured now. */
function identityIn(file: string, { scope }: Recording): Identity {
  const identity = identityOf(readRecord(file));
  const differs = difference(identity, { ...identity, meter: meterName(meterKey()), scope });
  if (differs !== null) throw other(file, `${differs}, which would be measured now`);
  return identity;
}

async function measured(
  one: Wanted,
  { directory, run, scope }: Recording,
  specs: readonly Scenario[],
  { suite, neighbour, say }: Measures,
): Promise<GateRecord> {
  const out = join(directory, UNDER_WAY);
  rmSync(out, { recursive: true, force: true });
  const planted = one.fault === null ? {} : { planted: plant(one, one.fault, directory, specs) };
  const recordedAt = new Date().toISOString();
  const { directory: done } = await suite(
    { ...run, mode: 'gate', server: one.server, out, ...planted },
    {
      say: (line) => say(`  ${line}`),
      // The tables of so many gates tell nobody anything, and one's own files are gone with it: it is a record then, or begins anew.
      report: () => undefined,
      ...(one.condition === 'neighbour' ? { beside: neighbour } : {}),
    },
  );
  const results = done === null ? null : readResults(done);
  if (results === null || results.run.finishedAt === null) throw unfinished(one.file);
  rmSync(out, { recursive: true, force: true });
  return {
    schema: RECORD_SCHEMA,
    serial: one.serial,
    condition: one.condition,
    fault: one.fault?.name ?? null,
    recordedAt,
    commit: commit(),
    meter: meterKey(),
    scope: [...scope],
    // Where it is kept is of the machine and not of the gate.
    results: {
      ...results,
      run: { ...results.run, command: withoutFlags(results.run.command, KEPT) },
      timelines: [],
    },
  };
}

/** What the run is told of a fault. Doses depend on what the server costs without them on this host, so a gate of it as it is comes first. */
function plant({ server }: Wanted, fault: Fault, directory: string, specs: readonly Scenario[]): Planted {
  const scenarios = specs.filter(({ name }) => isPlantedIn(fault, server, name)).map(({ name }) => name);
  if (fault.injection === null) return { altered: fault.name, doses: null, scenarios };
  const gates = recordsIn(directory)
    .filter((file) => basename(file).startsWith(`${server}.${AS_IT_IS}.`))
    .map(readRecord);
  if (gates.length === 0) throw noCosts(server, fault);
  const doses = join(directory, DOSES_FILE);
  writeWhole(doses, JSON.stringify(dosesOf(ofLatestHost(gates), fault.injection, specs)));
  return { altered: null, doses, scenarios };
}

function noCosts(server: string, { name }: Fault): Failure {
  return new Failure(EXIT.usage, {
    fact: `${name} cannot be planted in ${server}`,
    cause: 'its doses are shares of what commands cost, and no gate of the server as it is has been recorded',
    next: `record one first: --only ${AS_IT_IS} --gates 2`,
  });
}

function unfinished(file: string): Failure {
  return new Failure(EXIT.unmeasured, {
    fact: `${file} was not recorded`,
    cause: 'the gate was ended before it was whole',
    next: 'run it again: it goes on with this one; what was recorded before is kept',
  });
}
