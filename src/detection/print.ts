import { bytes, count } from '../report/units';
import type { Detection, Note, Planted } from './schema';
import { isCaught } from './summarize';

const NAME_WIDTH = 44;

/** What a run of the bench came to, for a terminal: the targets, where there was an alarm, what was missed. */
export function renderDetection(detection: Detection): string {
  const { targets, falseAlarms, planted, smallest, recorded, notes } = detection;
  const width = Math.max(...targets.map(({ name }) => name.length));
  return [
    `Detection: ${falseAlarms.gates} gates resampled, commit ${detection.commit.slice(0, 12)}, ${detection.startedAt}`,
    ...recorded.map(
      ({ server, image, cpu, calibratorMs, gates, faults }) =>
        `${server} (${image}) on ${hostText(cpu, calibratorMs)}: ${gates.quiet ?? 0} gates recorded on a quiet machine, ${gates.neighbour ?? 0} beside a neighbour, ` +
        `${Object.values(faults).reduce((sum, n) => sum + n, 0)} with planted faults`,
    ),
    '',
    ...targets.map(
      ({ name, target, actual, met }) =>
        `${met ? 'met   ' : 'MISSED'}  ${name.padEnd(width)}  ${actual}   (target: ${target})`,
    ),
    `Server starts a scenario and gate: ${falseAlarms.starts.toFixed(2)} on average.`,
    ...Object.entries(falseAlarms.byKind).map(
      ([kind, { gates, alarms, verdicts, inconclusive }]) =>
        `${kind.padEnd(36)}  ${alarms} alarms in ${gates} gates, ${share(inconclusive, verdicts)} decide nothing`,
    ),
    ...section('Alarms and undecided verdicts', alarmLines(falseAlarms.where)),
    ...section('Planted', plantedLines(planted)),
    ...section('The smallest dose that is caught, and in how many scenarios', smallestLines(smallest)),
    ...section('Notes', notes.map(noteLine)),
  ].join('\n');
}

function hostText(cpu: string, calibratorMs: number | null): string {
  return calibratorMs === null ? cpu : `${cpu}, calibrator ${calibratorMs.toFixed(1)} ms`;
}

function share(part: number, all: number): string {
  return `${(all === 0 ? 0 : (100 * part) / all).toFixed(2)} %`;
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${head}:`, ...lines];
}

function alarmLines(where: Detection['falseAlarms']['where']): string[] {
  return [...where]
    .sort((a, b) => b.alarms - a.alarms || b.inconclusive + b.unfit - a.inconclusive - a.unfit)
    .map(
      ({ server, scenario, metric, kind, verdicts, alarms, inconclusive, unfit }) =>
        `  ${server.padEnd(8)} ${short(scenario)} ${`${metric} ${kind}`.padEnd(12)}  ${alarms} alarms, ${inconclusive} inconclusive, ${unfit} unfit of ${verdicts}`,
    );
}

/** A line a dose; scenarios in which it was missed stand below it. */
function plantedLines(planted: readonly Planted[]): string[] {
  const doses = new Map<string, Planted[]>();
  for (const row of planted) {
    const id = `${row.server.padEnd(8)} ${row.dose}`;
    doses.set(id, [...(doses.get(id) ?? []), row]);
  }
  return [...doses].flatMap(([id, rows]) => {
    const required = rows.filter((row) => row.required);
    const asked =
      required.length === rows.length
        ? ''
        : `; of ${required.length} required, ${required.filter(isCaught).length}`;
    const missed = required.filter((row) => !isCaught(row));
    return [
      `  ${id.padEnd(48)} caught in ${rows.filter(isCaught).length} of ${rows.length} scenarios${asked}`,
      ...missed.map(
        ({ scenario, caught, tried, metric, change }) =>
          `      missed: ${short(scenario)} ${caught} of ${tried}, where it came to ${changeText(metric, change)}`,
      ),
    ];
  });
}

function changeText(metric: Planted['metric'], change: number | null): string {
  if (change === null) return 'what no figure tells';
  if (metric === 'cpu') return `${change < 0 ? '' : '+'}${(100 * change).toFixed(1)} %`;
  return metric === 's3' ? `${count(change)} requests` : bytes(change);
}

function smallestLines(smallest: Detection['smallest']): string[] {
  const found = new Map<string, number>();
  for (const { server, metric, dose } of smallest) {
    const id = `${server.padEnd(8)} ${metric.padEnd(5)} ${dose ?? 'none of the ladder'}`;
    found.set(id, (found.get(id) ?? 0) + 1);
  }
  return [...found].sort().map(([id, times]) => `  ${id.padEnd(48)} ${times}`);
}

function noteLine({ server, scenarios, text }: Note): string {
  const [only = '', ...more] = scenarios;
  const where = more.length === 0 ? only : `in ${scenarios.length} scenarios`;
  return `  ${[server, where, text].filter((part) => part !== '').join(': ')}`;
}

function short(name: string): string {
  return name.length <= NAME_WIDTH ? name.padEnd(NAME_WIDTH) : `${name.slice(0, NAME_WIDTH - 1)}…`;
}
