import type { Inbox } from '../mailbox/inbox';

/** A set of the log, for this INBOX. */
export interface MappedSet {
  /** As the command names it: sequence numbers, or UIDs. */
  readonly sent: string;
  /** The same messages as sequence numbers. */
  readonly touches: string;
}

/**
 * Number n of the log, a sequence number or a UID, is the n-th message here; one beyond the last is the last. `*` stays. So
 * a set touches as many messages as it did, where INBOX has them.
 */
export function mapSet(set: string, { shown }: Inbox, by: 'sequence' | 'uid'): MappedSet {
  const touches = set.replace(/\d+/g, (number) => String(Math.min(Number(number), shown.length)));
  const uid = (sequence: string) => String(shown[Number(sequence) - 1]?.uid);
  return { touches, sent: by === 'uid' ? touches.replace(/\d+/g, uid) : touches };
}
