import { z } from 'zod';
import { FIGURES, type FigureName } from '../meter/figures';
import { FAMILIES } from '../scenario/scenario';
import { SERIES } from '../scenario/sizes';

/** Name and version of the format. A reader of another version is told so, never given a guess. */
export const SCHEMA = 'aerometer/results@1';

const text = z.string().min(1);
const amount = z.number().nonnegative();
const count = amount.int();

export { FIGURES, type FigureName };

const figureName = z.enum(FIGURES);

export const sampleSchema = z
  .strictObject({
    /** `memory`: one execution on a freshly started, warmed server. `cpu`: warm executions, for CPU time and requests. */
    pass: z.enum(['memory', 'cpu']),
    kind: z.enum(['first', 'steady']),
    start: count,
    executions: count.min(1),
    cpuMs: amount.nullable(),
    startRssBytes: amount.nullable(),
    peakRssBytes: amount.nullable(),
    /** RSS afterwards less RSS before; negative where the server gave memory back. */
    retainedRssBytes: z.number().nullable(),
    anonBytes: amount.nullable(),
    /** Proportional set size afterwards; runs of before it was taken have none. */
    pssBytes: amount.nullable().optional(),
    wallMs: amount.nullable(),
    requests: z
      .record(z.string().regex(/^(s3|k2v):./, 'must be s3:Endpoint or k2v:Endpoint'), amount)
      .nullable(),
    storageBytes: z.strictObject({ in: amount, out: amount }).nullable(),
    untagged: z.record(z.string(), amount),
    /** Where each figure came from; for a null figure, why there is none. */
    sources: z.partialRecord(figureName, text),
    /** The error of a figure, plus or minus, in its own unit. */
    bounds: z.partialRecord(figureName, amount),
  })
  .superRefine((sample, context) => {
    for (const name of FIGURES) {
      if (sample[name] === null && sample.sources[name] === undefined) {
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `is null, and sources.${name} does not say why`,
        });
      }
    }
  });

const judged = z.union([z.number(), z.string(), z.tuple([z.number(), z.number()]), z.null()]);

const verdictSchema = z.strictObject({
  /** `answer`, `s3`, `k2v`, `cpu`, `peak` or `kept`. */
  metric: text,
  kind: z.enum(['exact', 'bound', 'growth', 'budget', 'compare']),
  law: z.string().nullable(),
  operator: text,
  expected: judged,
  actual: judged,
  values: z.array(z.number()).default([]),
  /** Of expected, actual, values and noise. */
  unit: z.enum(['ms', 'bytes']).nullable().default(null),
  /** Standard error of the judged amount; null where no statistics was needed. */
  noise: amount.nullable().default(null),
  /** Server starts a size that the next look needs; null where there is nothing left to look at. */
  further: count.nullable().default(null),
  confidence: z.number().min(0).max(1).nullable(),
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'unfit', 'exception']),
  because: z.string(),
  reproduce: z.string(),
  /** Of an exception: what the cost model's own law says, which it excuses. Runs of before have none. */
  model: z.strictObject({ law: text, expected: judged, actual: judged }).optional(),
});

export const scenarioResultSchema = z
  .strictObject({
    name: text,
    family: z.enum(FAMILIES),
    layer: text,
    verb: text,
    command: z.string(),
    /** What varies over the sizes of this scenario that belong together (src/scenario/sizes.ts). */
    series: z.enum(SERIES).default('mailbox'),
    variables: z.strictObject({ N: count, k: count, B: amount, M: amount, U: count }),
    status: z.enum(['measured', 'skipped', 'error']),
    /** Why it was skipped, or what went wrong. */
    reason: z.string().nullable(),
    /** The server's last log lines, kept when something went wrong. */
    log: z.array(z.string()).default([]),
    rfc: z.string().default(''),
    because: z.string().default(''),
    samples: z.array(sampleSchema),
    verdicts: z.array(verdictSchema),
  })
  .superRefine((result, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (result.status !== 'measured' && !result.reason?.trim())
      complain('reason', `must say why it is "${result.status}"`);
    if (result.status === 'measured' && result.samples.length === 0)
      complain('samples', 'is empty, though "measured"');
    if (result.status === 'skipped' && result.samples.length > 0)
      complain('samples', 'is not empty, though "skipped"');
  });

const pointSchema = z.tuple([amount, amount, amount]);
/** CPU and RSS of the server while a family's commands ran one after the other, for plots. */
export const timelineSchema = z.strictObject({
  family: z.enum(FAMILIES),
  /** Of the mailbox; pictures of before there were two mailboxes in a study do not say. */
  messages: count.optional(),
  everyMs: amount,
  /** Each: ms since the start, CPU in percent of one core, RSS in bytes; from the agent. */
  points: z.array(pointSchema),
  /** The same as pidusage saw it; empty where the server's processes are not visible from here. */
  pidusage: z.array(pointSchema),
  commands: z.array(z.strictObject({ name: text, command: z.string(), fromMs: amount, toMs: amount })),
  /** Why it ended before its last command. */
  brokenOff: z.string().nullable(),
});

const imageSchema = {
  version: z.string().nullable(),
  image: z.string().nullable(),
  digest: z.string().nullable(),
  /** The CPUs it was pinned to, as Docker's cpuset; null when it ran as its users run it. */
  cpus: z.string().nullable(),
};

/** Everything but the scenarios; known when the run starts, save for `finishedAt` and `time`. */
export const headerSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  /** Version and commit of what measured; absent in runs before it was noted. */
  aerometer: text.optional(),
  run: z.strictObject({
    startedAt: z.iso.datetime(),
    /** null: the run did not come to its end. */
    finishedAt: z.iso.datetime().nullable(),
    seed: z.number().int(),
    command: text,
    mode: z.enum(['gate', 'study']),
    /** Fewer starts than the mode asks for. */
    quick: z.boolean(),
    /** The part of the scenarios that was measured; absent: all of them. */
    shard: z.strictObject({ number: z.int().positive(), of: z.int().positive() }).optional(),
    /** How the run's wall time divides; null until it has ended. */
    time: z
      .strictObject({ atWorkMs: amount, settlingMs: amount, startingMs: amount, otherMs: amount })
      .nullable(),
    mailbox: z.strictObject({
      name: text,
      messages: count,
      bytes: amount,
      seed: z.number().int(),
      checksum: text,
    }),
  }),
  host: z.strictObject({
    kernel: text,
    cgroup: text,
    cpu: text,
    cores: count,
    docker: text,
    /** What this kernel and engine allow and how exact that makes the figures: name -> fact. */
    limits: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
  server: z.strictObject({ name: text, ...imageSchema, profile: z.string().nullable() }),
  storage: z.strictObject({ name: text, ...imageSchema }).nullable(),
  /** A fixed workload on the server's CPUs in the same run; its noise is a share of its median. */
  calibrator: z.strictObject({ name: text, cpuMs: z.array(amount).min(1), noise: amount }).nullable(),
});

export const resultsSchema = headerSchema.extend({
  scenarios: z.array(scenarioResultSchema),
  timelines: z.array(timelineSchema).default([]),
});

export type Results = z.infer<typeof resultsSchema>;
export type RunHeader = z.infer<typeof headerSchema>;
export type HostFacts = RunHeader['host'];
export type ServerFacts = RunHeader['server'];
export type StorageFacts = NonNullable<RunHeader['storage']>;
export type MailboxFacts = RunHeader['run']['mailbox'];
export type RunTime = NonNullable<RunHeader['run']['time']>;
export type ScenarioResult = z.infer<typeof scenarioResultSchema>;
export type Variables = ScenarioResult['variables'];
export type Timeline = z.infer<typeof timelineSchema>;
export type Sample = z.infer<typeof sampleSchema>;
export type Verdict = z.infer<typeof verdictSchema>;

type Sized = Pick<ScenarioResult, 'name' | 'series' | 'variables'>;

/** One scenario at one size. All variables count: a run may vary k, M or U while N stays. */
export function keyOf({ name, series, variables }: Sized): string {
  const { N, k, B, M, U } = variables;
  return JSON.stringify([name, series, N, k, B, M, U]);
}

/** The sizes of one scenario that are judged together. Sessions on another mailbox are another series of numbers of sessions. */
export function seriesKeyOf({ name, series, variables: { N } }: Sized): string {
  return JSON.stringify(series === 'sessions' ? [name, series, N] : [name, series]);
}
