import { FAMILIES, type Family } from '../config/choices';
import type { StricterLaw } from './strictness';

export { FAMILIES, type Family };

/**
 * Where the measured session stands before the command (RFC 9051 section 3). INBOX is the measured mailbox.
 * `absent`: the user has no session while LMTP is measured; steps run on one opened for them, INBOX selected, closed again.
 */
export type SessionState = 'absent' | 'connected' | 'authenticated' | 'selected';

/** System flags that scenarios change and put back. */
export type PutBack = '\\Seen' | '\\Flagged';

/** Something done outside the measurement, on the measured session. A string is an IMAP command that must answer OK. */
export type Step =
  | string
  /** That many mails of that size (bytes), appended to INBOX, then NOOP until the session has seen them. */
  | { readonly append: number; readonly bytes: number; readonly multipart?: true }
  /** An IMAP command whose NO or BAD does no harm. */
  | { readonly attempt: string }
  /** The flag is put back on, or off, each message as it was seeded. */
  | { readonly putBack: PutBack }
  /** NOOP until INBOX holds that many messages more than when the measured command started. */
  | { readonly arrived: number };

/** An IMAP command that asks whether the measured command did its work: a fast OK that did nothing must be caught. */
export interface Question {
  readonly ask: string;
  readonly expect: Expectation;
}

/**
 * A number the answer must show. `N`, `k`, `B` stand for the sample's own variables, `H` for the header bytes of the
 * touched messages (blank line included, RFC 3501 6.4.5); `eachAtMost` for their bytes, each cut to that many.
 */
export type Expected =
  | number
  | 'N'
  | 'k'
  | 'B'
  | 'H'
  | { readonly atLeast: number | 'k' }
  | { readonly eachAtMost: number };

/** The messages a SEARCH must name, no more and no fewer. */
export type Hits =
  | 'all'
  | 'seeded'
  | 'none'
  | 'touched'
  | 'unseen'
  | 'since'
  | 'before'
  | 'larger'
  | { readonly planted: 'subject' | 'from' | 'header' | 'body' | 'text' };

/** What the command must answer besides its tagged OK. Kinds that are not named are counted, not judged. */
export interface Expectation {
  /** Number of untagged answers of a kind, e.g. `{ FETCH: 'k' }` (RFC 9051 section 7). */
  readonly untagged?: Readonly<Record<string, Expected>>;
  /** Bytes of all literals and quoted strings in the answers (octets of mail data). */
  readonly bytes?: Expected;
  readonly hits?: Hits;
  /** Texts the answer must hold, in any case of letters, such as a capability. `{words}` are replaced. */
  readonly contains?: readonly string[];
}

/** What one execution does, exactly one tagged command (or one LMTP transaction). */
export type Measured =
  /** An IMAP command line without its tag. */
  | string
  /** A command that the server answers with `+`, and the line that follows (RFC 3501 7.5). */
  | { readonly command: string; readonly reply: string }
  /** APPEND of one generated mail of this many bytes to INBOX, or as `to` says: `Sent (\Seen)`. */
  | { readonly append: number; readonly to?: string }
  /** IDLE, held for `holdMs` milliseconds and ended with DONE. */
  | { readonly idle: { readonly holdMs: number } }
  /** IDLE, ended with DONE when the server has announced (EXISTS) a mail of that many bytes, delivered over LMTP meanwhile. */
  | { readonly idle: { readonly arrives: number } }
  /** One mail of this many bytes, delivered over LMTP. */
  | { readonly deliver: number }
  | Sessions;

/** Sessions opened one after the other, which then stay in the scenario's state: what they hold is read at each number of them. */
export interface Sessions {
  readonly sessions: readonly number[];
  /** IDLE is under way on each (RFC 2177). */
  readonly idling?: true;
  /** Over TLS from the first byte (RFC 8314 section 3.2). */
  readonly tls?: true;
  /** Each of a user of its own, whose mailbox is empty; without it all are of the one measured user. */
  readonly users?: 'distinct';
}

/** One claim about one command. The `{words}` in command lines are those of words.ts. */
export interface Declaration {
  readonly rfc: string;
  /** Capabilities that the server must advertise, before or after login, or `LMTP` or `IMAPS` (a port for it); otherwise it is skipped by name. */
  readonly needs?: readonly string[];
  /** Session state the measured command starts from. */
  readonly state: SessionState;
  /** The command ends its session or changes it for good: each execution has a session of its own. */
  readonly ownSession?: true;
  readonly prepare?: readonly Step[];
  readonly measure: Measured;
  /** After the measurement, before `undo`: did it happen? */
  readonly proof?: readonly (Step | Question)[];
  /** Undoes what the command changed, so that each execution finds the same mailbox. */
  readonly undo?: readonly Step[];
  /** Sequence set of the messages the command reads or changes (`1:*`, `{added}`), or `new` for the mail it brings, or `none`. */
  readonly touches: string;
  readonly expect?: Expectation;
  /** Where this command may cost less than its layer allows (laws.ts). A looser law is refused: that is one server's exception. */
  readonly law?: StricterLaw;
  /** Why it may cost only that: one sentence an IMAP expert can dispute. */
  readonly because: string;
}

export interface Scenario extends Declaration {
  /** A sentence that starts with the command. */
  readonly name: string;
  readonly family: Family;
}
