import { basename, relative } from 'node:path';
import { imageName } from '../budget/fitness';
import { commandLine } from '../config/command-line';
import { EXIT, type ExitCode } from '../config/failure';
import { intervalOf } from '../difference/change';
import type { Results, RunHeader } from '../report/results';
import type { Compared } from './compared';
import { COMPARE_SCHEMA, type ComparedRow, type Comparison } from './schema';
import { wholeText } from './text';

/** Two servers and what was found out about them. */
export interface Found {
  readonly directory: string;
  readonly command: string;
  readonly startedAt: string;
  /** The runs of each side, one a stage, with their directories. */
  readonly base: readonly Ran[];
  readonly head: readonly Ran[];
  readonly apart: readonly string[];
  readonly pairs: readonly number[];
  readonly compared: readonly Compared[];
}

export interface Ran {
  readonly directory: string;
  readonly results: Results;
}

/** What compare.json holds. */
export function comparisonOf(found: Found): Comparison {
  const [base, head] = [found.base[0]?.results, found.head[0]?.results];
  if (base === undefined || head === undefined) throw new RangeError('a comparison has two runs at least');
  return {
    schema: COMPARE_SCHEMA,
    startedAt: found.startedAt,
    finishedAt: new Date().toISOString(),
    command: found.command,
    base: sideOf(found.directory, found.base, base),
    head: sideOf(found.directory, found.head, head),
    apart: [...found.apart],
    pairs: [...found.pairs],
    differences: found.compared.map((one) => rowOf(one, found, base, head)),
  };
}

/** 1 where the head costs more or fails, 5 where neither could be measured, 4 where it stays open; nothing that is apart gates. */
export function exitCodesOf({ apart, differences }: Comparison): ExitCode[] {
  const unmeasured = differences.some(({ kind, outcome }) => kind === 'status' && outcome !== 'better');
  const failed: ExitCode[] = unmeasured ? [EXIT.unmeasured] : [];
  if (apart.length > 0) return failed;
  const has = (wanted: ComparedRow['outcome']) => differences.some(({ outcome }) => outcome === wanted);
  return [
    ...failed,
    ...(has('worse') ? [EXIT.overBudget] : []),
    ...(has('open') && !unmeasured ? [EXIT.inconclusive] : []),
  ];
}

function rowOf(
  { difference, outcome, stage }: Compared,
  found: Found,
  base: Results,
  head: Results,
): ComparedRow {
  const { scenario, family, series, kind, metric } = difference;
  const change = difference.kind === 'cost' ? difference.change : null;
  const interval = change && intervalOf(change);
  return {
    scenario,
    family,
    series,
    metric,
    kind,
    outcome,
    stage,
    by: change?.by ?? null,
    interval: interval && [...interval],
    pairs: change?.pairs ?? null,
    text: wholeText(difference) || 'the same',
    reproduce: reproduceLine(found, base, head, scenario),
  };
}

/** To paste into a shell: the same two images, seed and scenario. */
export function reproduceLine(
  { pairs, base: baseRuns, head: headRuns }: Pick<Found, 'pairs' | 'base' | 'head'>,
  base: RunHeader,
  head: RunHeader,
  scenario: string,
): string {
  if (pairs.length === 0)
    return commandLine(['compare', baseRuns[0]?.directory ?? '', headRuns[0]?.directory ?? '']);
  const same = base.server.name === head.server.name;
  const sides = same
    ? [imageName(base.server), imageName(head.server), '--server', base.server.name]
    : [base.server.name, head.server.name];
  return commandLine(['compare', ...sides, '--scenario', scenario, '--seed', String(base.run.seed)]);
}

function sideOf(directory: string, runs: readonly Ran[], { server }: RunHeader): Comparison['base'] {
  return {
    server: server.name,
    version: server.version,
    image: server.image,
    digest: server.digest,
    runs: runs.map((run) => relative(directory, run.directory) || basename(run.directory)),
  };
}
