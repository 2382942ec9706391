import { z } from 'zod';
import { unknown } from '../config/config-nearest';
import { type Dimension, evaluate } from '../scenario/formula';
import { termsOf } from '../scenario/laws';
import { SERIES, type SeriesName } from '../scenario/sizes';

/** Name and version of the format of specs/profiles/SERVER.json. */
export const PROFILE_SCHEMA = 'aerometer/profile@1';

/**
 * Instead of a law: it grows by its law but for one step between two sizes (a buffer of another size, a collector's threshold), which
 * six sizes cannot tell from growth that begins there. Its budget judges it then.
 */
export const A_STEP = 'a step';

const ONE = { N: 1, k: 1, B: 1, M: 1, U: 1 };
const sentence = z
  .string()
  .refine((text) => text.trim().split(/\s+/).length >= 4, 'must say why, in a sentence');

/** A text that `check` reads; what it throws is the error, with the place. */
function read(check: (text: string) => unknown) {
  return z.string().superRefine((text, context) => {
    try {
      check(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });
}

const formula = (dimension: Dimension) => read((text) => evaluate(text, ONE, dimension));
const law = read((text) => text === A_STEP || termsOf(text));
const limits = z.record(z.string().regex(/^[A-Za-z0-9]+( \/ [A-Za-z0-9]+)*$/), formula('number'));

const spread = (dimension: 'time' | 'bytes') =>
  dimension === 'time' ? z.string().regex(/^\d+(\.\d+)? %$/, 'must read like "3.1 %"') : formula('bytes');

/**
 * What a server costs by its own measurement: a formula; its standard deviation between starts, and that of a size about what its
 * start has in common with the others; and how many starts it is taken from.
 */
const cost = (dimension: 'time' | 'bytes') =>
  z.strictObject({
    cost: formula(dimension),
    noise: spread(dimension),
    scatter: spread(dimension).optional(),
    starts: z.int().min(3),
  });

const entrySchema = z.strictObject({
  cpu: cost('time').optional(),
  peak: cost('bytes').optional(),
  kept: cost('bytes').optional(),
  held: cost('bytes').optional(),
  /** Requests where fresh starts agree: one more than this is a regression, even where the law would allow it. */
  s3: limits.optional(),
  k2v: limits.optional(),
  /** Why it costs more than it once did. */
  because: sentence.optional(),
});

/** What a server is known to do otherwise than the specs ask: a wrong answer, or a cost beyond the model with a law of its own. */
const exceptionSchema = z
  .strictObject({
    scenario: z.string(),
    /** A part of what the harness says is wrong. Another fault of the same scenario is still an error. */
    wrong: z.string().min(10).optional(),
    cpu: law.optional(),
    memory: law.optional(),
    s3: limits.optional(),
    k2v: limits.optional(),
    /** What was seen, where it is a cost: "100 GetObject at k = 100". */
    figures: z.string().min(5).optional(),
    /** Why the server does so, with the place that shows it. */
    because: sentence,
  })
  .superRefine(({ wrong, cpu, memory, s3, k2v, figures }, context) => {
    const said = [wrong, cpu, memory, s3, k2v].filter((part) => part !== undefined).length;
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    if (said !== 1) complain('must hold one of wrong, cpu, memory, s3, k2v');
    if (wrong === undefined && figures === undefined) complain('must hold the figures that were seen');
  });

/** One server's file. `taken` is null until it was measured on purpose; exceptions do not wait for that. */
export const profileSchema = z.strictObject({
  schema: z.literal(PROFILE_SCHEMA),
  server: z.string(),
  exceptions: z.array(exceptionSchema),
  taken: z
    .strictObject({
      /** Digest, or the reference of a local build: budgets are judged for this image only. */
      image: z.string().min(1),
      /** CPU time is judged on this CPU model only. */
      cpu: z.string().min(1),
      /** What the calibrator took, in the middle: budgets of CPU time are judged on a host that is as fast as it was. */
      calibrator: formula('time').optional(),
      mode: z.enum(['gate', 'study']),
      on: z.iso.date(),
      sizes: z.array(z.int().positive()).min(1),
    })
    .nullable(),
  /** By scenario and by what varies over its sizes. */
  scenarios: z.record(z.string(), z.partialRecord(z.enum(SERIES), entrySchema)),
});

export type Profile = z.infer<typeof profileSchema>;
export type ProfileEntry = z.infer<typeof entrySchema>;
export type Exception = z.infer<typeof exceptionSchema>;

/** What a profile says of one scenario over sizes of one kind. */
export function entryFor(profile: Profile, name: string, series: SeriesName): ProfileEntry | undefined {
  return profile.scenarios[name]?.[series];
}

export function emptyProfile(server: string): Profile {
  return { schema: PROFILE_SCHEMA, server, exceptions: [], taken: null, scenarios: {} };
}

/** Scenarios that the file names and the specs do not hold, each with its place and the nearest that they do. */
export function strangers({ exceptions, scenarios }: Profile, known: readonly string[]): string[] {
  const named: [string, string][] = [
    ...exceptions.map(({ scenario }, i): [string, string] => [`exceptions[${i}].scenario`, scenario]),
    ...Object.keys(scenarios).map((name): [string, string] => [`scenarios["${name}"]`, name]),
  ];
  return named
    .filter(([, name]) => !known.includes(name))
    .map(
      ([place, name]) =>
        `${unknown('scenario', name, known).replace(/\.? There are .*/s, '')}\n  → at ${place}`,
    );
}
