import type { Term } from '../amount';
import type { Results } from '../results';
import { baseOf, sessionOf, tlsOf } from './held-terms';
import type { Inputs } from './inputs';
import { type Burst, burstOf } from './poll-terms';
import { expensiveOf, mailboxOf, mailOf } from './work-terms';

/** What the sizing formula is made of. */
export interface Terms {
  /** The server that has done its work before, without a session. */
  readonly base: Term;
  /** A session that idles, in plain. */
  readonly session: Term;
  /** The same over TLS. */
  readonly tls: Term;
  /** What logins take besides their sessions: once, not for each of them. */
  readonly burst: Burst;
  /** RAM for each byte of the largest mail, on the costliest of its ways. */
  readonly mail: Term & { readonly way: string };
  /** One user who lets the server go through everything, on some connections at once. */
  readonly expensive: Term & { readonly who: string };
  /** RAM for each byte of a mailbox that one user goes through, where it follows the mailbox; value 0 where it does not. */
  readonly mailbox: Term;
}

export function termsOfAnswer(results: Results, inputs: Inputs): Terms {
  const session = sessionOf(results, inputs);
  return {
    base: baseOf(results, inputs),
    session,
    tls: tlsOf(results, inputs),
    burst: burstOf(inputs, session),
    mail: mailOf(inputs),
    expensive: expensiveOf(inputs),
    mailbox: mailboxOf(results, inputs),
  };
}
