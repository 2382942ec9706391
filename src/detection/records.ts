import { imageName } from '../budget/fitness';
import { refuseContradictions } from '../budget/integrity';
import { SERVER_NAMES } from '../config/config-settings';
import { EXIT, Failure } from '../config/failure';
import type { ServerName } from '../containers/server';
import type { Scenario } from '../scenario/scenario';
import { faultNamed } from './faults';
import { meterName } from './meter-key';
import { type GateRecord, readRecord, recordsIn } from './record';

/** What is recorded of one server. */
export interface Recorded {
  readonly server: ServerName;
  /** Gates of the server as it is. */
  readonly gates: readonly GateRecord[];
  /** Gates with a planted fault, by its name. */
  readonly faults: ReadonlyMap<string, readonly GateRecord[]>;
}

/** All of them: of the server as it is, then those with a fault. */
export function allOf({ gates, faults }: Recorded): GateRecord[] {
  return [...gates, ...[...faults.values()].flat()];
}

/**
 * Reads all records of a directory. Throws Failure (exit code 2) with the file where one is damaged, contradicts itself or the
 * specs, or is of another image, meter, CPU or scope than the others of its server: what was measured differently is no sample of one thing.
 */
export function readRecords(directory: string, specs: readonly Scenario[]): Recorded[] {
  const read = recordsIn(directory).map((file) => ({ file, record: readRecord(file) }));
  const recorded = SERVER_NAMES.map((server): Recorded => {
    const mine = read.filter(({ record }) => record.results.server.name === server);
    const gates = mine.filter(({ record }) => record.fault === null);
    const [first] = gates.length > 0 ? gates : mine;
    const faults = new Map<string, GateRecord[]>();
    for (const { file, record } of mine) {
      if (first !== undefined) refuseOther(record, first.record, file, first.file);
      refuseContradictions(record.results, specs, file);
      if (record.fault === null) continue;
      if (faultNamed(record.fault) === undefined)
        throw other(file, `its fault is ${record.fault}, and src/detection/faults.ts has no such one`);
      faults.set(record.fault, [...(faults.get(record.fault) ?? []), record]);
    }
    return { server, gates: gates.map(({ record }) => record), faults };
  });
  return recorded.filter(({ gates, faults }) => gates.length + faults.size > 0);
}

/** What must be the same in all records of a server. */
export interface Identity {
  /** As a profile calls it: one that was built here is the same when the same recipe has built it again. */
  readonly image: string;
  readonly meter: string;
  readonly cpu: string;
  readonly scope: readonly string[];
}

export function identityOf({ results, meter, scope }: GateRecord): Identity {
  const { server, host } = results;
  return { image: imageName(server), meter: meterName(meter), cpu: host.cpu, scope };
}

/** The first thing in which two differ, in words; null where they are of one kind. */
export function difference(one: Identity, wanted: Identity): string | null {
  for (const key of ['image', 'meter', 'cpu', 'scope'] as const) {
    const [is, must] = [String(one[key]) || 'whole', String(wanted[key]) || 'whole'];
    if (is !== must) return `its ${key} is ${is}, not ${must}`;
  }
  return null;
}

function refuseOther(record: GateRecord, first: GateRecord, file: string, firstFile: string): void {
  const differs = difference(identityOf(record), identityOf(first));
  if (differs !== null) throw other(file, `${differs} as in ${firstFile}`);
}

export function other(file: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${file} does not belong to the other records`,
    cause,
    next: 'name another --dir, remove that file, or record all anew with --fresh',
  });
}
