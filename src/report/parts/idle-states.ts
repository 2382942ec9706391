import type { Block, Cell } from '../section';
import { count } from '../units';
import { stateMemory } from './idle-figures';
import type { IdleData } from './idle-schema';
import { memoryText } from './words';

/** Memory of a session by state, without and with TLS. */
export function stateBlocks(data: IdleData): Block[] {
  const { steps, mails } = data;
  if (steps.length === 0) return [];
  const most = Math.max(...steps.map(({ sessions }) => sessions));
  const starts = new Set(steps.map(({ start }) => start)).size;
  const cell = (slope: Parameters<typeof memoryText>[0]): Cell => ({
    text: memoryText(slope),
    value: slope?.value ?? null,
  });
  const rows = [false, true].flatMap((tls) =>
    stateMemory(data, tls).map(({ state, adds, holds }) => [
      `${state}${tls ? ', over TLS' : ''}`,
      cell(adds.rss),
      cell(holds.rss),
      cell(holds.pss),
      cell(holds.anon),
    ]),
  );
  return [
    {
      kind: 'paragraph',
      text: `The same sessions were taken from state to state: ${count(most)} of one user connect, then all of them log in, then all open an INBOX of ${count(mails)} mails, then all idle. So each state is told from the one before it.`,
    },
    {
      kind: 'table',
      caption: `Memory per session: least-squares slope over the number of sessions that have reached the state, mean of ${count(starts)} ${starts === 1 ? 'start, so without an interval' : "starts, ± 95 % interval over them (Student's t)"}. RSS counts shared pages once a process; size a server that forks by PSS or anonymous memory.`,
      heads: ['state', 'adds, RSS', 'holds, RSS', 'holds, PSS', 'holds, anonymous'],
      rows,
    },
  ];
}
