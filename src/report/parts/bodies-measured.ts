import { z } from 'zod';
import { sampleSchema } from '../schema';
import { brokenOffSchema } from './broken-off';

const amount = z.number().nonnegative();
const count = amount.int();

/** N messages in the mailbox, B bytes of all of them, M bytes of the largest. */
const mailboxSchema = z.strictObject({ N: count, B: count, M: count });

/** One execution on a freshly started, warmed server: every reading has a server start of its own. */
const readingSchema = z.strictObject({
  /** Short name of the command, e.g. `SEARCH TEXT`. */
  command: z.string().min(1),
  line: z.string().min(1),
  /** What grows over the readings of this series, the other staying as it is: B by more mails of one size, M by two larger mails. */
  series: z.enum(['B', 'M']),
  mailbox: mailboxSchema,
  sample: sampleSchema,
});

/** One FETCH of all bodies by a client that does not take the answer as fast as it comes. */
const slowSchema = z.strictObject({
  mailbox: mailboxSchema,
  start: count,
  /** Bytes a second that the client takes; 0: nothing until it was looked at what the server holds. */
  rate: amount,
  /** How long it did so, and what it had taken from its socket by then. */
  heldMs: amount,
  receivedBytes: count,
  /** RSS above the fresh, warmed server at the end of that time; null where processes cannot be seen. */
  heldRssBytes: z.number().nullable(),
  /** High-water mark above the fresh, warmed server up to that moment; null likewise. */
  peakRssBytes: amount.nullable(),
  /** Bodies fetched from the storage by then (S3 GetObject); null without storage. */
  bodiesRead: count.nullable(),
  /** Whether the server's CPU came to rest while it waited for the client. */
  rested: z.boolean(),
  /** What followed when the client read on: `whole` or the reason why the answer did not come to its end. */
  outcome: z.string().min(1),
  /** The stated error of RSS, plus or minus, bytes. */
  boundBytes: amount.nullable(),
});

export const bodiesSchema = z.strictObject({
  readings: z.array(readingSchema),
  slow: z.array(slowSchema),
  brokenOff: z.array(brokenOffSchema),
});

export type Bodies = z.infer<typeof bodiesSchema>;
export type BodyReading = Bodies['readings'][number];
export type SlowReading = Bodies['slow'][number];
