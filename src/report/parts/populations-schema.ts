import { z } from 'zod';
import { heldSchema } from './held';

const whole = z.number().int().nonnegative();
/** ms since the watch began, percent of one core, bytes of RSS. */
const pointSchema = z.tuple([z.number(), z.number(), z.number()]);

/** How often each number was the most at once, of so many seeded draws in continuous time. */
const drawnSchema = z.strictObject({ draws: whole, most: z.array(z.tuple([whole, whole])) });

export const populationsSchema = z.strictObject({
  seed: whole,
  /** By what the text's 5 minutes and its 2 seconds were divided. */
  factor: z.number(),
  periodMs: z.number(),
  /** How long a poll stays connected at least, ms. */
  tickMs: z.number(),
  clients: whole,
  rounds: whole,
  /** What one session more holds, bytes; `source` says where it was measured. */
  perSession: z.strictObject({ ...heldSchema.shape, source: z.string() }),
  /** Of the text's 1,000 clients with 150 ticks, and of this run's clients with the polls as long as they were. */
  sliding: z.strictObject({ text: drawnSchema, here: drawnSchema }),
  poll: z.strictObject({
    /** When each poll was due, and from when to when it was connected: ms since the watch began. */
    polls: z.array(z.strictObject({ dueMs: z.number(), fromMs: z.number(), toMs: z.number() })),
    failed: z.array(z.string()),
    points: z.array(pointSchema),
    before: heldSchema,
    after: heldSchema,
    /** RSS at its highest above `before`; null where it could not be taken. */
    peakBytes: z.number().nullable(),
    /** How far RSS may be off, bytes; null where it is not known. */
    boundBytes: z.number().nullable(),
    lastedMs: z.number(),
    cpuMs: z.number(),
    requests: z.record(z.string(), z.number()).nullable(),
  }),
  push: z.strictObject({
    opened: whole,
    refused: z.string().nullable(),
    points: z.array(pointSchema),
    before: heldSchema,
    readings: z.array(z.strictObject({ sessions: whole, ...heldSchema.shape })),
    boundBytes: z.number().nullable(),
    /** While all were held, apart from opening them. */
    lastedMs: z.number(),
    cpuMs: z.number(),
    requests: z.record(z.string(), z.number()).nullable(),
    openingCpuMs: z.number(),
  }),
});

export type PopulationsData = z.infer<typeof populationsSchema>;
