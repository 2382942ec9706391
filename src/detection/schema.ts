import { z } from 'zod';
import { CONDITIONS } from './record';

/** Name and version of the format of detection.json. */
export const DETECTION_SCHEMA = 'aerometer/detection@2';

const count = z.int().nonnegative();

/** How often one dose, or one kind of verdict, came and was caught. */
const plantedSchema = z.strictObject({
  server: z.string(),
  scenario: z.string(),
  metric: z.enum(['cpu', 'peak', 'kept', 'held', 's3']),
  /** In words: "+10 % CPU". */
  dose: z.string(),
  /** 1: the regression that must be caught; null where a dose has no such measure. */
  strength: z.number().nullable(),
  isOrder: z.boolean(),
  fault: z.string(),
  /** What it came to where the command costs most: a share of CPU time, bytes, requests; null: no figure could be taken. */
  change: z.number().nullable(),
  tried: count,
  caught: count,
  /** Whether a target asks for this one. */
  required: z.boolean(),
});

const alarmsSchema = z.strictObject({
  server: z.string(),
  scenario: z.string(),
  metric: z.string(),
  kind: z.string(),
  verdicts: count,
  alarms: count,
  inconclusive: count,
  unfit: count,
});

export const detectionSchema = z.strictObject({
  schema: z.literal(DETECTION_SCHEMA),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  commit: z.string(),
  command: z.string(),
  seed: count,
  /** What was re-judged: gates that were measured, by server and host. */
  recorded: z.array(
    z.strictObject({
      server: z.string(),
      image: z.string(),
      cpu: z.string(),
      /** What the calibrator took, the median of all gates: hosts of one CPU model differ in it. null where none was measured. */
      calibratorMs: z.number().positive().nullable(),
      /** The commits they were measured with, and the meters' keys (meter-key.ts). */
      commits: z.array(z.string()),
      meters: z.array(z.string()),
      gates: z.record(z.enum(CONDITIONS), count),
      /** Gates with a planted fault, by its name. */
      faults: z.record(z.string(), count),
    }),
  ),
  falseAlarms: z.strictObject({
    /** Whole gates, each of one server, and those of them with an alarm. */
    gates: count,
    alarms: count,
    verdicts: count,
    /** Verdicts that decided nothing: inconclusive or unfit; `unfit` is the part of them that was the host's. */
    inconclusive: count,
    unfit: count,
    /** Server starts a gate and scenario: the mean. */
    starts: z.number().nonnegative(),
    /** The same by what stood beside a gate, and beside those its profile was taken from. */
    byKind: z.record(
      z.string(),
      z.strictObject({ gates: count, alarms: count, verdicts: count, inconclusive: count }),
    ),
    /** Where there was an alarm, or something undecided. */
    where: z.array(alarmsSchema),
  }),
  planted: z.array(plantedSchema),
  /** The smallest dose of each ladder that was caught 95 times of 100, it and all larger ones; null: none was. */
  smallest: z.array(
    z.strictObject({
      server: z.string(),
      scenario: z.string(),
      metric: z.string(),
      dose: z.string().nullable(),
    }),
  ),
  targets: z.array(
    z.strictObject({ name: z.string(), target: z.string(), actual: z.string(), met: z.boolean() }),
  ),
  /** What the figures leave out, and of which scenarios; of none: of the server as a whole. */
  notes: z.array(z.strictObject({ server: z.string(), scenarios: z.array(z.string()), text: z.string() })),
});
export type Detection = z.infer<typeof detectionSchema>;
export type Planted = Detection['planted'][number];
export type Note = Detection['notes'][number];
