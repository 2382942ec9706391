import { clip } from '../escape';
import { requestText } from '../requests';
import type { Cell, Table } from '../section';
import { summarize } from '../summarize';
import { bytes, milliseconds } from '../units';
import type { Judged } from './part';
import type { Outcome, Replay, ReplayedCommand } from './replay-schema';

const LONGEST_LINE = 160;
const SHORT_LINE = 80;
const NONE = '–';

const SAID: Readonly<Record<Exclude<Outcome, 'measured'>, string>> = {
  rejected: 'rejected',
  wrong: 'answered wrongly',
  broken: 'no answer',
  skipped: 'not sent',
};

/** Each line of the log: as it was sent, what it cost, and what is said of it. */
export function lineTable({ commands, storageApis }: Replay, server: string): Table {
  return {
    kind: 'table',
    caption: `The ${commands.length} unique commands of the log, as they were sent to ${server}`,
    heads: [
      'command as sent',
      'layer',
      'CPU',
      'peak RSS',
      ...storageApis.map((api) => api.toUpperCase()),
      'verdict or answer',
    ],
    rows: commands.map((one) => row(one, storageApis)),
  };
}

/** The lines that have verdicts. */
export function judgedLines({ commands }: Replay): Judged[] {
  return commands.flatMap(({ result: { command, verdicts } }) =>
    verdicts.length === 0 ? [] : [{ name: clip(command, SHORT_LINE), verdicts }],
  );
}

/** A line that was not sent is shown as the log has it. */
function shownLine({ outcome, line, result }: ReplayedCommand): string {
  return clip(outcome === 'skipped' ? line : result.command, LONGEST_LINE);
}

function row(command: ReplayedCommand, apis: Replay['storageApis']): Cell[] {
  const { result } = command;
  const { cpuSteady, peak, requests } = summarize(result);
  return [
    shownLine(command),
    result.layer,
    cpuSteady === null ? NONE : { text: milliseconds(cpuSteady.value, cpuSteady), value: cpuSteady.value },
    peak === null ? NONE : { text: bytes(peak.value, peak), value: peak.value },
    ...apis.map((api) =>
      requests === null ? NONE : { text: requestText(requests[api], 48), value: requests[api].total.high },
    ),
    saidOf(command),
  ];
}

/** What is said of a line: its verdict where it was measured, and why not where it was not. */
export function saidOf({ outcome, result }: ReplayedCommand): string {
  if (outcome !== 'measured') return `${SAID[outcome]}: ${result.reason}`;
  const { verdicts } = result;
  if (verdicts.length === 0) return 'nothing to judge';
  const open = verdicts.filter((verdict) => verdict.outcome !== 'pass');
  if (open.length === 0) return 'pass';
  return open
    .map(({ metric, outcome: what, actual, because, expected }) => {
      const name = metric.toUpperCase();
      if (what === 'exception') return `exception, ${name} ${actual}: ${because}`;
      return `${what}, ${name} ${actual}; may be ${expected}`;
    })
    .join('; ');
}

/** Lines that were not measured, alike ones together: `2 × CREATE`. */
export function unmeasuredTable({ commands }: Replay): Table | null {
  const groups = new Map<string, ReplayedCommand[]>();
  for (const command of commands.filter(({ outcome }) => outcome !== 'measured')) {
    const key = [command.name, command.outcome, command.result.reason].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), command]);
  }
  if (groups.size === 0) return null;
  return {
    kind: 'table',
    caption: 'Lines that were not measured',
    heads: ['name', 'lines', 'one of them', 'why, in the words of the server where it answered'],
    rows: [...groups.values()].map((group) => {
      const [first] = group as [ReplayedCommand];
      const lines = { text: String(group.length), value: group.length };
      return [first.name, lines, shownLine(first), saidOf(first)];
    }),
  };
}
