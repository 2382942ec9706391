import { z } from 'zod';
import { FAMILIES } from '../scenario/scenario';
import { SERIES } from '../scenario/sizes';

/** Name and version of compare.json. */
export const COMPARE_SCHEMA = 'aerometer/compare@1';

const text = z.string().min(1);
const side = z.strictObject({
  server: text,
  version: z.string().nullable(),
  image: z.string().nullable(),
  digest: z.string().nullable(),
  /** Where its runs are, below this file: one a stage, with all samples. */
  runs: z.array(text).min(1),
});

export const comparisonSchema = z.strictObject({
  schema: z.literal(COMPARE_SCHEMA),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  command: text,
  base: side,
  head: side,
  /** In what the runs differ besides the image; where there is anything, no difference gates. */
  apart: z.array(text),
  /** Pairs of server starts in each stage, at most; empty where two finished runs were compared. */
  pairs: z.array(z.int().positive()),
  differences: z.array(
    z.strictObject({
      scenario: text,
      family: z.enum(FAMILIES),
      series: z.enum(SERIES),
      metric: text,
      kind: z.enum(['cost', 'requests', 'order', 'status']),
      outcome: z.enum(['worse', 'better', 'same', 'open']),
      stage: z.union([z.literal(1), z.literal(2)]),
      /** CPU time: log(head / base); memory: bytes; null of what needs no statistics. */
      by: z.number().nullable(),
      /** The 95 % interval of `by`; null where one pair tells none. */
      interval: z.tuple([z.number(), z.number()]).nullable(),
      pairs: z.int().nonnegative().nullable(),
      text,
      /** One line that measures it again. */
      reproduce: text,
    }),
  ),
});

export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedRow = Comparison['differences'][number];
