import { type Fold, isOfFold } from './held-out';
import type { JobOutcome } from './jobs';
import { recordName } from './record';
import { allOf, type Recorded } from './records';
import type { Note } from './schema';

interface NoteOfOne {
  readonly server: string;
  readonly scenario: string;
  readonly text: string;
}

/** What the figures leave out. What is to be said of many scenarios is said once. */
export function notesOf(
  outcomes: readonly JobOutcome[],
  recorded: readonly Recorded[],
  folds: Readonly<Record<string, readonly Fold[]>>,
): Note[] {
  const told = outcomes.flatMap(({ server, alarms: { scenario, notes } }) =>
    notes.map((text) => ({ server, scenario, text })),
  );
  const all = new Map<string, Note>();
  for (const { server, scenario, text } of [...told, ...recorded.flatMap(unmeasured)]) {
    const id = `${server} ${text}`;
    all.set(id, { server, scenarios: [...(all.get(id)?.scenarios ?? []), scenario], text });
  }
  return [...all.values(), ...recorded.flatMap((one) => unjudged(one, folds[one.server] ?? []))];
}

/** Gates of a host with too few of the server as it is: neither made into others nor judged by them. */
function unjudged(recorded: Recorded, folds: readonly Fold[]): Note[] {
  const left = allOf(recorded).filter((record) => !folds.some((fold) => isOfFold(record, fold)));
  if (left.length === 0) return [];
  const files = left.map(recordName).join(', ');
  const text = `not judged, for of their host two gates of each condition would be needed: ${files}`;
  return [{ server: recorded.server, scenarios: [], text }];
}

/** Scenarios that some gate could not measure: what they would have said is not in the figures. */
function unmeasured({ server, gates }: Recorded): NoteOfOne[] {
  const failed = new Map<string, number>();
  for (const { results } of gates)
    for (const name of new Set(
      results.scenarios.filter(({ status }) => status === 'error').map((one) => one.name),
    ))
      failed.set(name, (failed.get(name) ?? 0) + 1);
  return [...failed].map(([scenario, times]) => ({
    server,
    scenario,
    text: `not measured in ${times} of ${gates.length} gates`,
  }));
}
