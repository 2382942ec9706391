import { z } from 'zod';
import { brokenOffSchema } from './broken-off';
import { heldSchema } from './held';

const whole = z.number().int().nonnegative();

/**
 * What was done between two readings. Each begins with a new connection and ends with LOGOUT; `select` alone happens in a
 * session that is open already.
 */
export const STEPS = ['connect', 'login', 'authenticate', 'wrong', 'unknown', 'select', 'poll'] as const;

export const loginSchema = z.strictObject({
  /** Each step once a start, per execution: CPU and wall time in ms. */
  steps: z.array(
    z.strictObject({
      step: z.enum(STEPS),
      start: whole,
      executions: whole,
      cpuMs: z.number(),
      wallMs: z.number(),
      /** Storage requests; null where the server has no such storage. */
      requests: z.record(z.string(), z.number()).nullable(),
      /** The tagged answer to the last command before LOGOUT. */
      answer: z.string(),
    }),
  ),
  leftOut: z.array(z.strictObject({ step: z.enum(STEPS), reason: z.string() })),
  /** As many logins at once, and the same ones one after the other, each on a freshly started server. */
  crowds: z.array(
    z.strictObject({
      order: z.enum(['at once', 'one after the other']),
      start: whole,
      logins: whole,
      /** The warmed server; with all of them connected; logged in; and when all have left again. */
      warmed: heldSchema,
      connected: heldSchema,
      loggedIn: heldSchema,
      left: heldSchema,
      /** RSS at its highest while they logged in, above `connected`; null with its reason in `peakSource`. */
      peakBytes: z.number().nullable(),
      peakSource: z.string(),
      /** Of all logins together. */
      cpuMs: z.number(),
      wallMs: z.number(),
    }),
  ),
  /** After each of some logins one after the other, each with LOGOUT; 0: the warmed server. */
  growth: z.array(z.strictObject({ start: whole, logins: whole, ...heldSchema.shape })),
  brokenOff: z.array(brokenOffSchema).default([]),
});

export type LoginData = z.infer<typeof loginSchema>;
export type LoginStep = (typeof STEPS)[number];
