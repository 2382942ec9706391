import type { MailboxSpec } from '../mailbox/choose';
import { MAIL_BYTES } from '../mailbox/order';
import { layersOf } from './layers';
import { newBytesOf, sessionsOf } from './measured';
import type { Measured, Scenario } from './scenario';

/**
 * What varies over the sizes of a scenario. `count`: the messages of the mailbox, each as large as the others. `size`: the
 * bytes of a message, a few of them. `sessions`: how many are open. `mailbox`: whatever mailboxes the run was told to measure.
 */
export const SERIES = ['mailbox', 'count', 'size', 'sessions'] as const;
export type SeriesName = (typeof SERIES)[number];

/** A mailbox of the gate: so many messages of so many bytes. */
export interface Filled {
  readonly messages: number;
  readonly bytes: number;
}

/** One size of a scenario in the gate. */
export interface GateSize {
  readonly series: 'count' | 'size';
  readonly mailbox: Filled;
  /** Bytes of the mail that the command brings, where these vary. */
  readonly newBytes?: number;
}

const KIB = 1024;
const doubling = Array.from({ length: 6 }, (_, i) => 2 ** i);

/** For commands that need the index, or touch a fixed set: messages cost little, so there are many. */
export const MANY_SMALL: readonly Filled[] = doubling.map((x) => ({ messages: 25 * x, bytes: 2 * KIB }));
/** For commands that go through summaries or bodies, a request a message: fewer, of which all together are 4 MiB at most. */
export const FEW_LARGE: readonly Filled[] = doubling.map((x) => ({ messages: 2 * x, bytes: 64 * KIB }));
/** For the size of a message: the largest stands well above the kernel's error of RSS and an allocator's steps. */
export const TWO_GROWING: readonly Filled[] = doubling.map((x) => ({ messages: 2, bytes: 64 * KIB * x }));

/** Every mailbox of the gate. The first one is the measured user's own; the others are users of their own. */
export const GATE_MAILBOXES: readonly Filled[] = [
  ...MANY_SMALL.slice(-1),
  ...MANY_SMALL.slice(0, -1),
  ...FEW_LARGE,
  ...TWO_GROWING,
];

/** Whose INBOX a mailbox of the gate is; null: the measured user. */
export function ownerOf(mailbox: Filled): string | null {
  const at = GATE_MAILBOXES.indexOf(mailbox);
  return at === 0 ? null : `s${at}`;
}

/** A new mail above this hides what the mailbox costs behind its own bytes, so it is these that vary. */
const SMALL_MAIL = 64 * KIB;

/** How a mailbox of the gate is made: mails with attachments, where there is room, so that two mailboxes differ in nothing else. */
export function specOf({ messages, bytes }: Filled, seed?: number): MailboxSpec {
  const shape = bytes < 16 * KIB ? ({ shape: 'plain' } as const) : ({ shape: 'attachments' } as const);
  return { kind: 'uniform', messages, bytes, ...shape, ...(seed === undefined ? {} : { seed }) };
}

/**
 * The sizes that a scenario has in the gate, in the order of measuring. Nobody chooses them: they follow from its layers and from
 * what it touches. Index and session commands cannot see how large a mail is.
 */
export function gateSizesOf({ measure, touches }: Pick<Scenario, 'measure' | 'touches'>): GateSize[] {
  if (sessionsOf(measure) !== undefined) return [];
  const layers = layersOf(measure, touches);
  const newBytes = newBytesOf(measure);
  if (newBytes !== undefined && newBytes > SMALL_MAIL) return newMails(newBytes);
  const all = goesThroughAll(touches);
  const reads = layers.includes('summary') || layers.includes('body');
  const count = all && (reads || layers.includes('write-index')) ? FEW_LARGE : MANY_SMALL;
  return [
    ...count.map((mailbox) => ({ series: 'count' as const, mailbox })),
    ...(all && reads ? TWO_GROWING.map((mailbox) => ({ series: 'size' as const, mailbox })) : []),
  ];
}

/** Every other size of each series, the largest among them: what a change costs is seen there too, and by what law it grows is not asked. */
export function fewOf(sizes: readonly GateSize[]): GateSize[] {
  return sizes.filter(({ series }, i) => {
    const after = sizes.slice(i + 1).filter((one) => one.series === series).length;
    return after % 2 === 0;
  });
}

/** The same command with another new mail. */
export function withNewBytes(measure: Measured, bytes: number): Measured {
  if (typeof measure === 'string') return measure;
  if ('append' in measure) return { ...measure, append: bytes };
  return 'deliver' in measure ? { deliver: bytes } : measure;
}

/** Up to the declared size, in a mailbox that stays as it is. */
function newMails(declared: number): GateSize[] {
  const [mailbox = { messages: 1, bytes: MAIL_BYTES.least }] = MANY_SMALL;
  return doubling.toReversed().map((x) => ({ series: 'size', mailbox, newBytes: Math.round(declared / x) }));
}

/** Whether the messages it touches grow in number with the mailbox. */
function goesThroughAll(touches: string): boolean {
  return /\*|\{(N|half|seeded)\}/.test(touches);
}
