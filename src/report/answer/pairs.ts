import { byMailbox } from '../mailboxes';
import type { Results } from '../results';
import type { Summary } from '../summarize';

/** One end of a pair: what it is, and the peak there above the fresh server, bytes. */
interface End {
  readonly messages: number;
  /** Bytes of the mails that the command touches. */
  readonly mailBytes: number;
  readonly peak: number;
  readonly bound: number;
}

/** A command on the smallest and on the largest mailbox of a study, whose mails are of all sizes, as people's are. */
export interface Pair {
  readonly name: string;
  readonly few: End;
  readonly many: End;
  /** By how much its peak is higher on the larger one, and how far that may be off, bytes. */
  readonly more: number;
  readonly bound: number;
}

/** Of each command among those rows that has a peak on two mailboxes at least. */
export function pairsOf(results: Results, rows: readonly Summary[]): Pair[] {
  const ends = byMailbox(results, rows).flatMap(({ messages, rows: on }) =>
    on.flatMap((row) => endOf(row, messages)),
  );
  return [...new Set(ends.map(({ name }) => name))].flatMap((name): Pair[] => {
    const own = ends.filter((end) => end.name === name);
    const [few, many] = [own[0], own.at(-1)];
    if (few === undefined || many === undefined || few.messages === many.messages) return [];
    return [{ name, few, many, more: many.peak - few.peak, bound: many.bound + few.bound }];
  });
}

function endOf({ result, peak }: Summary, messages: number): (End & { readonly name: string })[] {
  if (peak === null) return [];
  const { name, variables } = result;
  return [{ name, messages, mailBytes: variables.B, peak: peak.value, bound: peak.bound ?? 0 }];
}
