import { z } from 'zod';
import { sampleSchema } from '../schema';
import { brokenOffSchema } from './broken-off';

const amount = z.number().nonnegative();
const count = amount.int();

/** What another user waited for each command, ms of wall time, in the order of sending. */
const waitedSchema = z.strictObject({
  noopMs: z.array(amount),
  /** FETCH 1 (ENVELOPE) of a mailbox with a few mails. */
  envelopeMs: z.array(amount),
});

/** One user at work for a bounded time on a freshly started server, and what another one felt of it. */
const attackSchema = z.strictObject({
  /** `search`, `fetch`: answers are read as they come (honest). `unread`: the answer to FETCH is never read (malicious). */
  form: z.enum(['search', 'fetch', 'unread']),
  line: z.string().min(1),
  connections: count.min(1),
  /** From the first command sent until no more was. */
  lastedMs: amount,
  /** Commands answered in full, and those that were given up when the time was over. */
  answered: count,
  unanswered: count,
  /** Connections that the server ended by itself because nothing was read. */
  dropped: count,
  /** Of the whole attack: CPU, memory above the fresh, warmed server, requests (executions: 1). The other user's small commands are in it. */
  sample: sampleSchema,
  /** Wall time between the two readings of `sample`, over which its CPU time is a share of a core. */
  betweenMs: amount,
  /** Each: ms since the attack began, CPU in percent of one core, RSS in bytes. */
  points: z.array(z.tuple([amount, amount, amount])),
  before: waitedSchema,
  during: waitedSchema,
  after: waitedSchema,
  /** Why the other user's session ended, if it did. */
  lost: z.string().nullable(),
  /** By how much the client's own work delayed it meanwhile, 95th percentile, ms: the error of the waits. */
  clientLagMs: amount,
});

export const expensiveSchema = z.strictObject({
  mailbox: z.strictObject({ N: count, B: count, M: count }),
  attacks: z.array(attackSchema),
  brokenOff: z.array(brokenOffSchema),
});

export type Expensive = z.infer<typeof expensiveSchema>;
export type Attack = Expensive['attacks'][number];
export type Waited = Attack['during'];
