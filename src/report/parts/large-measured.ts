import { z } from 'zod';
import { sampleSchema } from '../schema';
import { brokenOffSchema } from './broken-off';

const amount = z.number().nonnegative();
const count = amount.int();

/** How a mail passes through the server: APPEND, LMTP delivery, FETCH BODY.PEEK[] of that mail alone. */
export const WAYS = ['append', 'lmtp', 'fetch'] as const;
const way = z.enum(WAYS);

/** One mail on a freshly started, warmed server; at a small size several between two readings, divided (sample.executions). */
const readingSchema = z.strictObject({ way, bytes: count, sample: sampleSchema });

/** A size that the server did not take, with its answer. */
const refusalSchema = z.strictObject({ way, bytes: count, answer: z.string().min(1) });

/**
 * A size above what mail sites take, to find the server's own limit. First it is only told, and no byte sent: in the literal of
 * an APPEND (RFC 9051 4.3) or the SIZE= of MAIL FROM in LMTP (RFC 1870). Then, where the server asks for it, such a mail is sent.
 */
const beyondSchema = z.strictObject({
  way: z.enum(['append', 'lmtp']),
  bytes: count,
  /** Whether the server asked for the bytes when it was told, and its answer. */
  asked: z.boolean(),
  answer: z.string(),
  /** By how much the high-water mark of RSS rose by the telling alone; null where it could not be taken. */
  peakRssBytes: amount.nullable(),
  /** What came of the mail itself; null where it was not sent. */
  sent: z
    .strictObject({ taken: z.boolean(), answer: z.string(), peakRssBytes: amount.nullable() })
    .nullable(),
});

export const largeSchema = z.strictObject({
  readings: z.array(readingSchema),
  refusals: z.array(refusalSchema),
  beyond: z.array(beyondSchema),
  /** What the server says of itself: APPENDLIMIT (RFC 7889) and the SIZE of its LHLO (RFC 1870), bytes; null where it says none. */
  says: z.strictObject({ appendLimit: count.nullable(), lmtpSize: count.nullable() }),
  brokenOff: z.array(brokenOffSchema),
});

export type Large = z.infer<typeof largeSchema>;
export type Way = (typeof WAYS)[number];
export type LargeReading = Large['readings'][number];
