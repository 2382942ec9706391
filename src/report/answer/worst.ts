import { SORTS, type Sort } from '../../config/choices';
import { byMailbox } from '../mailboxes';
import { requestText } from '../requests';
import type { Results } from '../results';
import type { Cell, Table } from '../section';
import { holdsSessions } from '../sessions';
import { type Summary, summarizeAll } from '../summarize';
import { bytes, count, milliseconds } from '../units';
import { cost, worstFirst } from '../worst-first';

const SAID: Readonly<Record<Sort, string>> = {
  cpu: 'CPU time',
  peak: 'RAM (peak)',
  requests: 'storage requests',
};

/** The most expensive command of each mailbox by CPU time, RAM and storage requests. */
export function worstCommands(results: Results): Table | null {
  const rows = summarizeAll(results).filter(
    ({ result }) => result.status === 'measured' && !holdsSessions(result),
  );
  const mailboxes = byMailbox(results, rows);
  const costs = SORTS.filter((by) => by !== 'requests' || results.storage !== null);
  const lines = costs.flatMap((by) =>
    mailboxes.flatMap(({ messages, rows: own }): Cell[][] => {
      const [worst] = worstFirst(own, by);
      const value = worst === undefined ? null : cost(worst, by);
      if (worst === undefined || value === null || value === 0) return [];
      const alike = own.filter((row) => cost(row, by) === value).length - 1;
      const name = alike === 0 ? worst.result.name : `${worst.result.name} and ${others(alike)}`;
      return [[SAID[by], { text: count(messages), value: messages }, name, textOf(worst, by, value)]];
    }),
  );
  if (lines.length === 0) return null;
  return {
    kind: 'table',
    caption: 'The worst command',
    heads: ['cost', 'mails', 'command', 'figure'],
    rows: lines,
  };
}

/** Those that cost as much: none of them is the worst one. */
function others(n: number): string {
  return n === 1 ? 'one other' : `${count(n)} others`;
}

function textOf(row: Summary, by: Sort, value: number): string {
  if (by === 'cpu') return milliseconds(value, row.cpuSteady ?? row.cpuFirst ?? {});
  if (by === 'peak') return bytes(value, row.peak ?? {});
  const { requests } = row;
  if (requests === null) return count(value);
  const kinds = [requests.s3, requests.k2v]
    .filter(({ total }) => total.high > 0)
    .map((one) => requestText(one));
  return kinds.join('; ');
}
