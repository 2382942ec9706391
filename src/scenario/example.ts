import type { Shown } from '../mailbox/inbox';
import type { Context } from './words';

function mail(uid: number, size: number, day: number, ...flags: string[]): Shown {
  return { uid, size, flags, internalDate: `${String(day).padStart(2, ' ')}-Feb-2024 23:59:59 -0700` };
}

/** For unit tests: an INBOX of six messages, small enough to count by hand. */
export const SIX: readonly Shown[] = [
  mail(11, 100, 1, '\\Seen'),
  mail(12, 200, 1),
  mail(15, 300, 2, '\\Seen', '\\Flagged'),
  mail(16, 3000, 9),
  mail(17, 4000, 9, '\\seen'),
  mail(20, 5000, 11),
];

export function contextOf(changes: Partial<Context> = {}): Context {
  return {
    user: 'alice',
    password: 'pa"ss\\word',
    inbox: {
      shown: SIX,
      headerSize: (sequence) => sequence * 10,
      planted: { word: 'needle', subject: [2], from: [4], header: [5, 2], body: [3] },
    },
    added: [],
    scratch: 'aerometer-7',
    ...changes,
  };
}
