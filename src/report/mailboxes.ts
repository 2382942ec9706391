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
  for (const { messages = 0 } of timelines)
    if (messages > 0 && [...sizes].every((size) => distance(size, messages) > APART)) sizes.add(messages);
  if (sizes.size === 0 && own.length > 0) sizes.add(run.mailbox.messages);
  const all = [...sizes].sort((a, b) => a - b);
  const nearest = (N: number) =>
    all.reduce((best, size) => (distance(size, N) < distance(best, N) ? size : best), all[0] ?? 0);
  return all.map((messages) => ({
    messages,
    rows: own.filter(({ result }) => nearest(result.variables.N) === messages),
  }));
}

/** The largest mailbox that any of these rows was measured on. */
export function onLargest(results: Results, rows: readonly Summary[]): OnMailbox | undefined {
  return byMailbox(results, rows).findLast((on) => on.rows.length > 0);
}

/** Two mailboxes of a run differ by more than this; a scenario's steps add some messages, which is less. */
const APART = Math.log(1.25);

/** Sizes that are those of a mailbox: the ones that most scenarios have, and none next to another. */
function sizesIn(Ns: readonly number[]): Set<number> {
  const times = new Map<number, number>();
  for (const N of Ns) if (N > 0) times.set(N, (times.get(N) ?? 0) + 1);
  const sizes = new Set<number>();
  for (const [N] of [...times].sort(([a, x], [b, y]) => y - x || a - b))
    if ([...sizes].every((size) => distance(size, N) > APART)) sizes.add(N);
  return sizes;
}

function distance(a: number, b: number): number {
  return Math.abs(Math.log((a + 1) / (b + 1)));
}
