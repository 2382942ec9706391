import { answerOf } from '../imap/answer';
import type { Completion } from '../imap/wire';
import type { Queried } from './bodies-mailboxes';

/** What is wrong with an answer; null where nothing is. Each mail once, its whole body where that was asked for, and no hit. */
export function wrongOf(done: Completion, line: string, { N, B }: Pick<Queried, 'N' | 'B'>): string | null {
  const { ok, untagged, bytes, hits } = answerOf(done);
  if (ok !== 'OK') return `it was answered ${ok}`;
  if (line.startsWith('SEARCH')) return hits?.length === 0 ? null : `${hits?.length ?? 'no answer of'} hits`;
  if (untagged.FETCH !== N) return `${untagged.FETCH ?? 0} mails of ${N}`;
  return line.includes('BODY.PEEK[]') && bytes < B ? `${bytes} bytes of ${B}` : null;
}
