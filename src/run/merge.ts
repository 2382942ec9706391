import { asOne } from '../budget/calibration';
import { withoutFlags } from '../config/command-line';
import { EXIT, Failure } from '../config/failure';
import type { Results, RunHeader, ScenarioResult } from '../report/results';
import { FAMILIES, type Scenario } from '../scenario/scenario';
import { identityOf, resumeLine } from './resume';

/** A shard's directory and what it holds. */
export interface ShardRun {
  readonly directory: string;
  readonly results: Results;
}

/**
 * One run of all shards, as if nobody had divided it; verdicts are made anew by who asked. Of a shard that was measured twice the later one
 * counts. Throws Failure (exit code 2) where one is missing, was ended, or measured something else.
 */
export function merge(
  runs: readonly ShardRun[],
  specs: readonly Scenario[],
): { results: Results; notes: string[] } {
  const shards = runs.map((one) => ({ ...one, shard: one.results.run.shard ?? none(one.directory) }));
  const [first] = shards;
  if (first === undefined)
    throw refused('No run can be merged', 'none was named', 'name the directory of each shard');
  for (const { directory, results } of shards) refuseOther(first, { directory, results });
  const { of } = first.shard;
  const notes: string[] = [];
  const chosen = Array.from({ length: of }, (_, i) => {
    const same = shards.filter(({ shard }) => shard.number === i + 1).sort(byEnd);
    const last = same.at(-1);
    if (last !== undefined && same.length > 1)
      notes.push(
        `Shard ${i + 1}/${of} was measured ${same.length} times; the last counts: ${last.directory}`,
      );
    return last;
  });
  const missing = chosen.flatMap((one, i) => (one === undefined ? [`${i + 1}/${of}`] : []));
  if (missing.length > 0)
    throw refused(
      `${missing.length === 1 ? 'A shard is' : `${missing.length} shards are`} missing: ${missing.join(', ')}`,
      `${shards.length} of ${of} directories were named`,
      `measure it: ${commandOf(first.results.run)} --shard ${missing[0]}`,
    );
  const parts = chosen.flatMap((one) => (one === undefined ? [] : [one.results]));
  return { results: joined(parts, specs), notes };
}

function joined(parts: readonly Results[], specs: readonly Scenario[]): Results {
  const [first] = parts as [Results, ...Results[]];
  const { shard: _, ...run } = first.run;
  const rank = new Map(specs.map(({ name }, i) => [name, i]));
  // As src/run/in-order.ts has them measured.
  const at = ({ name, family }: ScenarioResult) =>
    FAMILIES.indexOf(family) * specs.length + (rank.get(name) ?? 0);
  return {
    ...first,
    run: {
      ...run,
      startedAt: parts.map((one) => one.run.startedAt).sort()[0] ?? run.startedAt,
      finishedAt:
        parts
          .map((one) => one.run.finishedAt)
          .sort()
          .at(-1) ?? null,
      command: commandOf(run),
      time: parts.map((one) => one.run.time).reduce(sumOf),
    },
    // Each machine has its own calibrator; what all took says whether they were one as good as the other.
    calibrator: asOne(parts.map(({ calibrator }) => calibrator)),
    // A sort keeps the order of a scenario's own sizes.
    scenarios: parts.flatMap(({ scenarios }) => scenarios).sort((a, b) => at(a) - at(b)),
    timelines: parts.flatMap(({ timelines }) => timelines),
  };
}

type Time = Results['run']['time'];

function sumOf(a: Time, b: Time): Time {
  if (a === null || b === null) return a ?? b;
  return {
    atWorkMs: a.atWorkMs + b.atWorkMs,
    settlingMs: a.settlingMs + b.settlingMs,
    startingMs: a.startingMs + b.startingMs,
    otherMs: a.otherMs + b.otherMs,
  };
}

function commandOf({ command }: Pick<RunHeader['run'], 'command'>): string {
  return withoutFlags(command, ['shard', 'out', 'resume', 'wait']);
}

/** Figures of two servers, mailboxes or kinds of machine must not meet in one run. */
function refuseOther(first: ShardRun, { directory, results }: ShardRun): void {
  const { run } = results;
  if (run.finishedAt === null)
    throw refused(
      `${directory} cannot be merged`,
      'it was ended before it was whole',
      `go on with it: ${resumeLine(run.command, directory)}`,
    );
  const [one, other] = [idOf(first.results), idOf(results)];
  const differences = Object.entries(one).flatMap(([name, value]) =>
    other[name] === value
      ? []
      : [`${name}: ${value} in ${first.directory}, ${other[name] ?? 'unknown'} in ${directory}`],
  );
  if (differences.length > 0)
    throw refused(
      `${directory} is no shard of the same run`,
      differences.join('; '),
      'measure all shards with one config, image and kind of machine',
    );
}

function idOf(header: RunHeader): Readonly<Record<string, string>> {
  const { run } = header;
  const shardless = { ...header, run: { ...run, command: commandOf(run) } };
  return {
    ...identityOf(shardless),
    shards: String(run.shard?.of),
    aerometer: header.aerometer ?? 'unknown',
    cgroup: header.host.cgroup,
  };
}

function byEnd(a: ShardRun, b: ShardRun): number {
  return (a.results.run.finishedAt ?? '') < (b.results.run.finishedAt ?? '') ? -1 : 1;
}

function none(directory: string): never {
  throw refused(
    `${directory} is no shard`,
    'it was measured without --shard',
    'a whole run needs no merging: npx aerometer judge DIR judges it again',
  );
}

function refused(fact: string, cause: string, next: string): Failure {
  return new Failure(EXIT.usage, { fact, cause, next });
}
