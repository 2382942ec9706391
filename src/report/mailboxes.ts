import type { Results } from './results';
import type { Summary } from './summarize';

/** What was measured on one mailbox of the run. */
export interface OnMailbox {
  /** Messages of the mailbox. */
  readonly messages: number;
  readonly rows: readonly Summary[];
}

/**
 * The rows of the series `mailbox` by the mailbox they were measured on, smallest first. N is the mailbox's but where steps
 * add or remove some messages, or where there is no mailbox at all: such rows go to the mailbox they are nearest to.
 */
export function byMailbox({ run, timelines }: Results, rows: readonly Summary[]): OnMailbox[] {
  const own = rows.filter(({ result }) => result.series === 'mailbox');
  const sizes = sizesIn(own.map(({ result }) => result.variables.N));
  for (const { messages } of timelines) if (messages) sizes.add(messages);
  if (sizes.size === 0 && own.length > 0) sizes.add(run.mailbox.messages);
  const all = [...sizes].sort((a, b) => a - b);
  const nearest = (N: number) =>
    all.reduce((best, size) => (distance(size, N) < distance(best, N) ? size : best), all[0] ?? 0);
  return all.map((messages) => ({
    messages,
    rows: own.filter(({ result }) => nearest(result.variables.N) === messages),
  }));
}

/** Sizes that many scenarios share. A few have some messages more or less. */
function sizesIn(Ns: readonly number[]): Set<number> {
  const times = new Map<number, number>();
  for (const N of Ns) if (N > 0) times.set(N, (times.get(N) ?? 0) + 1);
  const most = Math.max(0, ...times.values());
  return new Set([...times].filter(([, n]) => n >= most / 3).map(([N]) => N));
}

function distance(a: number, b: number): number {
  return Math.abs(Math.log((a + 1) / (b + 1)));
}
