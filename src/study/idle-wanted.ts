export interface Wakes {
  /** Idlers of the mailbox when a mail arrives, and mails each time. */
  readonly levels: readonly number[];
  readonly mails: number;
  /** How long a wake-up is waited for, ms. */
  readonly deadlineMs: number;
  /** How long the first mail after a restart is waited for, ms: a server may hold a lease of its predecessor's. */
  readonly patienceMs: number;
}

export interface IdleWanted {
  /** Sessions that have reached a state, with a reading at each number; on so many starts. */
  readonly states: { readonly starts: number; readonly sessions: readonly number[] };
  /** Sessions of one user that idle at the same INBOX, with a reading at each number. */
  readonly oneUser: readonly number[];
  readonly wakes: Wakes;
  /** Users with a session each, with a reading at each number; and how many of them watch more mailboxes, up to how many. */
  readonly distinct: {
    readonly users: readonly number[];
    readonly several: { readonly users: number; readonly mailboxes: number };
  };
  /** How long sessions are held in which nothing happens, ms. */
  readonly stillMs: number;
}
