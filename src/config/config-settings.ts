import { z } from 'zod';
import { FAMILIES, SORTS } from './choices';
import { unknown } from './config-nearest';
import { EXIT, Failure } from './failure';
import { ownServerSchema } from './own-server';

export const SERVER_NAMES = ['aerogramme', 'maddy', 'dovecot', 'own'] as const;
export const PROBE_NAMES = ['agent', 'stats'] as const;
/** Generated mailboxes: the seed text's 100 mails, or as many and as large ones as in its author's inbox. */
export const MAILBOX_NAMES = ['dataset', 'inbox'] as const;

const oneOf = <const T extends readonly [string, ...string[]]>(what: string, names: T) =>
  z.enum(names, {
    error: ({ input }) => (typeof input === 'string' ? unknown(what, input, names) : undefined),
  });
const text = z.string().min(1);

function isShard(typed: string): boolean {
  const [, number = 0, of = 0] = /^(\d+)\/(\d+)$/.exec(typed)?.map(Number) ?? [];
  return number >= 1 && number <= of;
}

/** Every setting, whether it comes from the file, the environment or a flag. */
const SHAPE = {
  server: oneOf('server', SERVER_NAMES),
  image: text,
  families: z.array(oneOf('family', FAMILIES)).min(1),
  scenario: text,
  parts: z.array(text).min(1),
  sizes: z.array(z.int().positive()).min(1),
  mailbox: oneOf('mailbox', MAILBOX_NAMES),
  quick: z.boolean(),
  out: text,
  resume: text,
  keep: z.boolean(),
  waitSeconds: z.number().nonnegative(),
  mbox: text,
  maildir: text,
  profile: text,
  publishHost: text,
  probe: oneOf('probe', PROBE_NAMES),
  sort: oneOf('order', SORTS),
  seed: z.int().nonnegative(),
  own: ownServerSchema,
  specs: z.array(text).min(1),
  shard: text.refine(isShard, {
    error: ({ input }) => `${JSON.stringify(input)} is no shard: i/n, such as 1/3, the first of three`,
  }),
};

export type SettingName = keyof typeof SHAPE;
export const SETTING_NAMES = Object.keys(SHAPE) as SettingName[];

export const settingsSchema = z
  .strictObject(SHAPE, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknown('setting', key, SETTING_NAMES)).join('; ')
        : undefined,
  })
  .partial();

export type Settings = z.infer<typeof settingsSchema>;

/** What was typed becomes a value here and is checked there, so that all sources give the same errors. */
const FROM_TEXT: Partial<Record<SettingName, (typed: string) => unknown>> = {
  families: listOf,
  parts: listOf,
  specs: listOf,
  sizes: (typed) => listOf(typed).map(numberOf),
  quick: truthOf,
  keep: truthOf,
  waitSeconds: numberOf,
  seed: numberOf,
};

/** Settings of one source of texts. `labelOf` says what the source calls a setting: `--sizes`, `AEROMETER_SIZES`. */
export function settingsOfTexts(
  texts: Partial<Record<SettingName, string | boolean | undefined>>,
  labelOf: (name: SettingName) => string,
): Settings {
  const settings: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const typed = texts[name];
    if (typed === undefined || typed === '') continue;
    const value = typeof typed === 'string' ? (FROM_TEXT[name]?.(typed) ?? typed) : typed;
    const schema: z.ZodType = SHAPE[name];
    settings[name] = checked(labelOf(name), schema, value);
  }
  return settingsSchema.parse(settings);
}

/** Settings of a file's parsed JSON. Throws Failure (exit code 2), its cause prefixed with the file's name. */
export function settingsOfFile(file: string, data: unknown): Settings {
  const { $schema: _, ...settings } = Object(data) as { $schema?: unknown };
  return checked(file, settingsSchema, typeof data === 'object' && !Array.isArray(data) ? settings : data);
}

function checked<T>(label: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Failure(EXIT.usage, {
    fact: `${label} cannot be used`,
    cause: `${label}: ${z.prettifyError(parsed.error)}`,
    next: 'correct it; README.md lists the settings',
  });
}

function listOf(typed: string): string[] {
  return typed.split(',').map((part) => part.trim());
}

function numberOf(typed: string): unknown {
  const number = Number(typed);
  return typed.trim() === '' || Number.isNaN(number) ? typed : number;
}

function truthOf(typed: string): unknown {
  if (/^(1|true|yes)$/i.test(typed)) return true;
  return /^(0|false|no)$/i.test(typed) ? false : typed;
}
