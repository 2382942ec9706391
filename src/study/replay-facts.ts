import type { User } from '../containers/more-users';
import type { Inbox, Shown } from '../mailbox/inbox';
import type { Mailbox } from '../mailbox/mailbox';
import { leavesOf } from '../mailbox/parts';
import { median } from '../meter/median';

/** What a line of the log is adapted to. */
export interface Facts {
  readonly user: User;
  readonly inbox: Inbox;
  readonly capabilities: ReadonlySet<string>;
  /** Bytes of a mail that an APPEND of the log brings: the log does not say. */
  readonly appended: number;
  /** Part numbers of a message that hold content (RFC 3501 6.4.5). */
  leaves(sequence: number): readonly string[];
  /** Message-ID of the newest message, with its angle brackets. */
  readonly messageId: string;
}

export function factsOf(
  mailbox: Mailbox,
  server: { readonly user: User; readonly inbox: Inbox; readonly capabilities: ReadonlySet<string> },
): Facts {
  const known = new Map<number, readonly string[]>();
  return {
    ...server,
    appended: Math.round(median(server.inbox.shown.map(({ size }: Shown) => size))),
    leaves: (sequence) => {
      const leaves = known.get(sequence) ?? leavesOf(mailbox.mail(sequence).bytes);
      known.set(sequence, leaves);
      return leaves;
    },
    messageId: messageIdOf(mailbox.mail(mailbox.sizes.length).bytes),
  };
}

function messageIdOf(mail: Buffer): string {
  const header = mail.subarray(0, mail.indexOf('\r\n\r\n')).toString('latin1');
  // A mail of the user's own may have none; then nothing is found, as with most of such searches.
  return /^Message-ID:\s*(<[^>\s]+>)/im.exec(header)?.[1] ?? '<none@aerometer.test>';
}
