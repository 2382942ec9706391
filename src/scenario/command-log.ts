import { z } from 'zod';
import file from '../../fixtures/commands.json';

const text = z.string().min(1);
const whole = z.int().positive();

const logSchema = z
  .strictObject({
    origin: text,
    /** What stands for what the log does not tell, as `{user}`: it may be a part of a quoted string. */
    placeholders: z.strictObject({ user: text, password: text, message: text }),
    /** How many commands of each name the clients sent, and how many of them differed. */
    counts: z.array(z.strictObject({ name: text, raw: whole, unique: whole })),
    /** Unique commands that were counted, but are not among `commands`. */
    notCarriedOver: z.array(z.strictObject({ name: text, unique: whole, reason: text })),
    /** What else of the clients' work the log does not tell. */
    lost: z.array(text),
    /** Unique commands: the name without UID, and the line as a client sends it, without tag. */
    commands: z.array(z.strictObject({ name: text, line: text })),
  })
  .refine(
    ({ counts, commands }) => commands.every(({ name }) => counts.some((count) => count.name === name)),
    'a command whose name was not counted',
  )
  .refine(
    ({ commands }) => new Set(commands.map(({ line }) => line)).size === commands.length,
    'a line that is there twice',
  )
  .refine(
    ({ counts, commands, notCarriedOver }) =>
      counts.every(({ name, unique }) => {
        const lacking = notCarriedOver.find((one) => one.name === name)?.unique ?? 0;
        return commands.filter((command) => command.name === name).length + lacking === unique;
      }),
    'lines of a name, with those not carried over, that are not as many as were counted',
  );

export type CommandLog = z.infer<typeof logSchema>;

/** The commands that real clients sent, as the seed text counted them (fixtures/README.md). */
export const COMMAND_LOG: CommandLog = readCommandLog(file);

/** Throws ZodError for what is no such log, or contradicts its own counts. */
export function readCommandLog(data: unknown): CommandLog {
  return logSchema.parse(data);
}
