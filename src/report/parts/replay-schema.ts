import { z } from 'zod';
import { scenarioResultSchema } from '../schema';

const count = z.int().nonnegative();
const text = z.string().min(1);

/** What became of a line of the log. `wrong`: an OK that is not what the RFC asks for. `broken`: no answer came. */
export const OUTCOMES = ['measured', 'rejected', 'wrong', 'broken', 'skipped'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const commandSchema = z.strictObject({
  /** Command name in the log: `Fetch`. */
  name: text,
  /** The line as the log has it; `result.command` is the line as it was sent. */
  line: text,
  outcome: z.enum(OUTCOMES),
  /** Its reason holds the server's answer where that was no OK. Samples keep a source only where a figure is missing. */
  result: scenarioResultSchema,
});

const aloneSchema = z.strictObject({
  /** As it was sent. */
  command: text,
  /** Peak RSS above a freshly started, warmed server; null with the reason. */
  peakRssBytes: z.number().nonnegative().nullable(),
  boundBytes: z.number().nonnegative().nullable(),
  why: text.nullable(),
});

export const replaySchema = z.strictObject({
  /** The log as it was when this was measured: how often each command name was sent, and its lines. */
  names: z.array(z.strictObject({ name: text, raw: count, lines: count })).min(1),
  /** What the server uses, and what it calls by time and not by command. */
  storageApis: z.array(z.enum(['s3', 'k2v'])),
  background: z.array(text),
  /** Messages in INBOX, bytes of a mail that APPEND brings, mails in each other mailbox. */
  messages: count,
  appended: count,
  folderMails: count,
  folders: z.array(text),
  /** Mailboxes that the server did not make, in its words. */
  refusedFolders: z.array(text),
  /** Server starts that the log needed: two, and one more after whatever broke. */
  starts: count,
  commands: z.array(commandSchema).min(1),
  /** The lines with the highest peaks, once more, each on a server of its own. */
  alone: z.array(aloneSchema),
});

export type Replay = z.infer<typeof replaySchema>;
export type ReplayedCommand = Replay['commands'][number];
