import { z } from 'zod';

/** Name and version of the format of accuracy.json. */
export const ACCURACY_SCHEMA = 'aerometer/accuracy@1';

const count = z.int().nonnegative();
const amount = z.number().nonnegative();
const outside = z.strictObject({ n: count, outside: count });

const judged = {
  truth: z.number(),
  figure: z.number().nullable(),
  error: z.number().nullable(),
  bound: amount,
  outside: z.boolean(),
};

export const doseSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    /** ms. `truth` is what the loops took by the load's own monotonic clock (docker/reference/burn.c), and `askedMs`. */
    kind: z.literal('cpu'),
    ...judged,
    loops: count,
    threads: count,
    busy: z.boolean(),
    /** The same loops at the speed taken on an idle CPU in this run, and the figure's error against that. */
    idleMs: amount,
    idleError: z.number().nullable(),
    /** The second witness: the scheduler's thread clock. */
    clockMs: amount,
    clockError: z.number().nullable(),
    /** What a dose without loops costs the load, the median of several: to be asked, and to answer. */
    askedMs: amount,
    /** Times that the dose was given before it was a known one, and what made it unknown. */
    setAside: z.array(z.strictObject({ because: z.string(), truth: amount, figure: z.number().nullable() })),
    /** null: known. Else why it is not one, after every repetition: it judges nothing. */
    unknown: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('peak'), ...judged, holdMs: amount, busy: z.boolean() }),
  z.strictObject({ kind: z.literal('retained'), ...judged, do: z.enum(['keep', 'leak', 'drop']) }),
  z.strictObject({
    kind: z.literal('child'),
    ...judged,
    fate: z.enum(['lives', 'exits']),
    /** Where the figure came from, or why there is none. */
    source: z.string(),
  }),
  z.strictObject({
    kind: z.literal('traffic'),
    ...judged,
    side: z.enum(['client', 'storage']),
    direction: z.enum(['in', 'out']),
  }),
]);
export type Dose = z.infer<typeof doseSchema>;
export type CpuResult = Extract<Dose, { kind: 'cpu' }>;

const requestSchema = z.strictObject({
  endpoint: z.string(),
  times: count,
  counted: z.record(z.string(), z.number()).nullable(),
  wrong: count,
});

export const instrumentSchema = z.strictObject({
  name: z.string(),
  /** Why it could not be had here; null when it was. */
  missing: z.string().nullable(),
  /** Of the stage's spikes, how many it showed at half their height or more. */
  seen: z.strictObject({ ms15: count, ms1: count, of: count }).nullable(),
  /** By how much it is off for one burn of the stage, percent of the truth. */
  cpuErrorPercent: z.number().nullable(),
  samplesPerSecond: amount.nullable(),
  /** What it took itself; null where its process is not ours to see. */
  percentOfCore: amount.nullable(),
});
export type InstrumentRow = z.infer<typeof instrumentSchema>;

const summarySchema = z.strictObject({
  doses: z.strictObject({ cpu: outside, peak: outside, retained: outside, child: outside, traffic: outside }),
  /** Of the CPU doses: given again because the machine disturbed them; and never known. */
  disturbed: z.strictObject({ setAside: count, unknown: count }),
  /** How CPU figures compare with loops at idle speed: what the machine's own speed moved by, percent. */
  idleSpeed: z.strictObject({ medianErrorPercent: amount, worstErrorPercent: amount }),
  spikes: z.strictObject({ n: count, missed: count }),
  requests: z.strictObject({ n: count, wrong: count }),
  /** What measuring charged to the measured container: CPU per sample (two readings), bytes in all. */
  charged: z.strictObject({ cpuMs: amount, bytes: count, readings: count }),
  overheadMs: z.strictObject({ median: amount }),
  settlingMs: z.strictObject({ median: amount }),
  /** What the probe takes while it watches twenty times a second. */
  probe: z.strictObject({ percentOfCore: amount }),
});

export const accuracySchema = z.strictObject({
  schema: z.literal(ACCURACY_SCHEMA),
  form: z.enum(['full', 'short']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  commit: z.string(),
  command: z.string(),
  host: z.strictObject({
    kernel: z.string(),
    cgroup: z.string(),
    docker: z.string(),
    cpu: z.string(),
    cores: count,
    limits: z.record(z.string(), z.string()),
  }),
  summary: summarySchema,
  targets: z.array(
    z.strictObject({
      name: z.string(),
      target: z.string(),
      timed: z.boolean(),
      actual: z.string(),
      met: z.boolean(),
    }),
  ),
  sideBySide: z.array(instrumentSchema),
  /** ns a loop took on an idle CPU, taken between the doses. */
  calibrations: z.array(amount).min(1),
  doses: z.array(doseSchema),
  spikes: z.array(
    z.strictObject({ truth: amount, figure: z.number().nullable(), error: z.number().nullable() }),
  ),
  requests: z.array(requestSchema),
});
export type Accuracy = z.infer<typeof accuracySchema>;
export type Summary = z.infer<typeof summarySchema>;
