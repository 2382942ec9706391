/** The seed's four command families, and delivery over LMTP. */
export type Family = 'connection' | 'notification' | 'query' | 'write' | 'delivery';
export const FAMILIES: readonly Family[] = ['connection', 'notification', 'query', 'write', 'delivery'];

/** Where the session stands before the measured command (RFC 9051 section 3). INBOX is the measured mailbox. */
export type SessionState = 'connected' | 'authenticated' | 'selected';

/**
 * Something done before or after the measured command, outside the measurement, on the same session.
 * A string is an IMAP command. `append` adds that many mails of that size (bytes) to INBOX, after those already there.
 */
export type Step = string | { readonly append: number; readonly bytes: number; readonly planted?: boolean };

/** A number the answer must show. `N`, `k` and `B` stand for the sample's own variables; an object is a range. */
export type Expected = number | 'N' | 'k' | 'B' | { readonly atLeast: number | 'N' | 'k' | 'B' };

/** What the command must answer besides its tagged OK. Untagged kinds that are not named are counted, not judged. */
export interface Expectation {
  /** Number of untagged answers of a kind, e.g. `{ FETCH: 'k' }` (RFC 9051 section 7). */
  readonly untagged?: Readonly<Record<string, Expected>>;
  /** Bytes of all literals and quoted strings in the answers (octets of mail data). */
  readonly bytes?: Expected;
  /** Messages a SEARCH (or ESEARCH) must name. */
  readonly hits?: Expected | { readonly planted: 'subject' | 'from' | 'header' | 'body' | 'text' } | 'since' | 'larger' | 'unseen';
  /** Text that the answers must contain, such as `\Noselect` or a capability. */
  readonly contains?: string;
}

/** What one execution does, exactly one tagged command (or one LMTP transaction). */
export type Measured =
  /** An IMAP command line without its tag. */
  | string
  /** APPEND of one generated mail of this many bytes to INBOX. */
  | { readonly append: number }
  /** IDLE, held for `holdMs` milliseconds; `arrives` delivers one mail of that many bytes over LMTP meanwhile. */
  | { readonly idle: { readonly holdMs: number; readonly arrives?: number } }
  /** One mail of this many bytes, delivered over LMTP. */
  | { readonly deliver: number };

/**
 * One claim about one command. In commands these words are replaced:
 * `{user}` `{password}` `{plain}` (base64 of the SASL PLAIN message), `{N}` (messages in INBOX when the execution starts),
 * `{added}` (the sequence set added by `append` steps), `{scratch}` (a mailbox name used by this execution only),
 * `{word}` (the planted word), `{middate}` (internal date of the middle mail, RFC 3501 `date`), `{midsize}` (the median
 * size in bytes), `{modseq}` (HIGHESTMODSEQ before the last prepare step), `{half}` (N/2 rounded down).
 */
export interface Declaration {
  readonly rfc: string;
  /** Capabilities or features that the server must advertise after login; otherwise the scenario is skipped by name. */
  readonly needs?: readonly string[];
  /** Session state the measured command starts from. */
  readonly state: SessionState;
  readonly prepare?: readonly Step[];
  readonly measure: Measured;
  /** Undoes what the command changed, so that each execution finds the same mailbox. */
  readonly undo?: readonly Step[];
  /** Sequence set of the messages the command reads or changes (`1:*`, `{added}`), or `new` for the mail it brings, or `none`. */
  readonly touches: string;
  readonly expect?: Expectation;
  /** Why it may cost only that: one sentence an IMAP expert can dispute. */
  readonly because: string;
}

export interface Scenario extends Declaration {
  /** A sentence that starts with the command. */
  readonly name: string;
  readonly family: Family;
}
