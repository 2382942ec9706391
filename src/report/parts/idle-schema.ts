import { z } from 'zod';
import { brokenOffSchema } from './broken-off';
import { heldSchema } from './held';

const whole = z.number().int().nonnegative();

export const STATES = ['connected', 'authenticated', 'selected', 'idling'] as const;

/** Where sessions came to an end: how many there were, and what was heard in place of the next. */
const limitSchema = z.strictObject({
  sessions: whole,
  answer: z.string(),
  /** `client`: this process ran out of something, such as file descriptors, not the server. */
  whose: z.enum(['server', 'client']),
});

/** CPU (ms) and requests of `ms` in which sessions idle and nothing arrives. */
const stillSchema = z.strictObject({
  ms: z.number(),
  cpuMs: z.number(),
  requests: z.record(z.string(), z.number()).nullable(),
});

export const idleSchema = z.strictObject({
  /** Mails in the INBOX that is selected. */
  mails: whole,
  /** Whether the server offers RFC 5465 NOTIFY, by which one connection watches several mailboxes. */
  notify: z.boolean(),
  /**
   * Sessions taken from state to state: first all connect, then all log in, and so on. `sessions` are those that have
   * reached the state, the others are one state behind; 0 of connected: the worn-in server.
   */
  steps: z.array(
    z.strictObject({
      tls: z.boolean(),
      start: whole,
      state: z.enum(STATES),
      sessions: whole,
      ...heldSchema.shape,
    }),
  ),
  /** Why there are no steps over TLS, or none of a state; empty where there are. */
  leftOut: z.array(z.string()),
  /** Sessions that idle at INBOX, more and more of them. 0: the worn-in server. */
  holds: z.array(
    z.strictObject({
      users: z.enum(['one', 'distinct']),
      wanted: whole,
      readings: z.array(z.strictObject({ sessions: whole, ...heldSchema.shape })),
      /** Wall time of opening them, ms, and CPU time. */
      openedMs: z.number(),
      openedCpuMs: z.number(),
      limit: limitSchema.nullable(),
      still: stillSchema.nullable(),
    }),
  ),
  /** Users who each watch more and more mailboxes, a connection a mailbox, beside all who watch one; null: not measured. */
  several: z
    .strictObject({
      users: whole,
      readings: z.array(z.strictObject({ mailboxes: whole, sessions: whole, ...heldSchema.shape })),
      limit: limitSchema.nullable(),
    })
    .nullable(),
  /**
   * Mails that arrive over LMTP while `idlers` sessions watch the INBOX. Times in ms from the moment the delivery began: when
   * LMTP took the mail, when the first and the last idler heard EXISTS; null where fewer than all did within the deadline.
   */
  wakeUps: z.array(
    z.strictObject({
      idlers: whole,
      takenMs: z.number(),
      firstMs: z.number().nullable(),
      lastMs: z.number().nullable(),
      heard: whole,
      /** How many of them within a second. */
      soon: whole,
      cpuMs: z.number(),
      requests: z.record(z.string(), z.number()).nullable(),
    }),
  ),
  /** When a session that idles on a server that was killed and started again heard of the first mail, ms; null: not within `waitedMs`. */
  restarted: z.strictObject({ heardMs: z.number().nullable(), waitedMs: z.number() }).optional(),
  brokenOff: z.array(brokenOffSchema).default([]),
  /** How long each wake-up was waited for, ms. */
  deadlineMs: z.number(),
});

export type IdleData = z.infer<typeof idleSchema>;
export type SessionState = (typeof STATES)[number];
export type Limit = z.infer<typeof limitSchema>;
