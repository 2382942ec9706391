import type { JobOutcome } from './jobs';
import type { Recorded } from './records';
import type { Note } from './schema';

interface NoteOfOne {
  readonly server: string;
  readonly scenario: string;
  readonly text: string;
}

/** What the figures leave out. What is to be said of many scenarios is said once. */
export function notesOf(outcomes: readonly JobOutcome[], recorded: readonly Recorded[]): Note[] {
  const told = outcomes.flatMap(({ server, alarms: { scenario, notes } }) =>
    notes.map((text) => ({ server, scenario, text })),
  );
  const all = new Map<string, Note>();
  for (const { server, scenario, text } of [...told, ...recorded.flatMap(unmeasured)]) {
    const id = `${server} ${text}`;
    all.set(id, { server, scenarios: [...(all.get(id)?.scenarios ?? []), scenario], text });
  }
  return [...all.values()];
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
