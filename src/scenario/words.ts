import { type Inbox, middleDay, middleSize, searchDate } from '../mailbox/inbox';

/** What one execution knows. It grows: steps add mails, and the runner asks for HIGHESTMODSEQ. */
export interface Context {
  readonly user: string;
  readonly password: string;
  readonly inbox: Inbox;
  /** Sizes of the mails that `append` steps of this execution have added so far. */
  readonly added: readonly number[];
  /** UIDs of those mails, where the measured command names them so. */
  readonly addedUids?: readonly number[];
  /** A mailbox name used by this execution only: letters, digits and hyphens (hierarchy separators differ). */
  readonly scratch: string;
  /** Bytes of the mail that the measured command brings, where it brings one. */
  readonly newBytes?: number;
  /** HIGHESTMODSEQ before the last prepare step. A string: it may have 63 bits (RFC 7162 section 7). */
  readonly modseq?: string;
}

/** Messages in INBOX now: the seeded ones and those that steps have added. */
export function messagesOf({ inbox, added }: Context): number {
  return inbox.shown.length + added.length;
}

/** The upper middle, but never 0: `1:{half}` is a sequence set even with one message. */
function halfOf(context: Context): number {
  return Math.max(1, Math.floor(context.inbox.shown.length / 2));
}

/** Every word of a declaration, and what stands for it in the line as sent. */
const WORDS = {
  /** User name and password, quoted (RFC 3501 `string`). */
  user: ({ user }) => quoted(user),
  password: ({ password }) => quoted(password),
  /** The SASL PLAIN message in base64 (RFC 4616). */
  plain: ({ user, password }) => Buffer.from(`\0${user}\0${password}`).toString('base64'),
  /** Messages in INBOX when the measured command starts. */
  N: (context) => String(messagesOf(context)),
  /** Messages the mailbox was seeded with: what `undo` comes back to. */
  seeded: ({ inbox }) => String(inbox.shown.length),
  /** Sequence set of the mails that `append` steps added. */
  added: (context) => {
    if (context.added.length === 0) throw new RangeError('{added}: no step has added a mail');
    return range(context.inbox.shown.length + 1, messagesOf(context));
  },
  /** UID set of these. */
  addeduids: ({ addedUids }) => {
    if (addedUids === undefined) throw new RangeError('{addeduids}: nobody has asked for them');
    return addedUids.join(',');
  },
  /** Sequence number of the mail the measured command brings. */
  next: (context) => String(messagesOf(context) + 1),
  /** Its bytes. */
  bytes: ({ newBytes }) => {
    if (newBytes === undefined) throw new RangeError('{bytes}: the command brings no mail');
    return String(newBytes);
  },
  /** Half of the seeded messages; at least 1. */
  half: (context) => String(halfOf(context)),
  /** UID set of the messages `1:{half}`. */
  halfuids: (context) => {
    const last = context.inbox.shown[halfOf(context) - 1];
    const first = context.inbox.shown[0];
    if (first === undefined || last === undefined) throw new RangeError('{halfuids}: INBOX is empty');
    return range(first.uid, last.uid);
  },
  scratch: ({ scratch }) => {
    if (!/^[A-Za-z0-9-]+$/.test(scratch)) throw new RangeError(`{scratch}: "${scratch}" is not a plain name`);
    return scratch;
  },
  /** The planted word, quoted. */
  word: ({ inbox }) => quoted(inbox.planted.word),
  /** A day about in the middle of the mails, and a size (inbox.ts says which). */
  middate: ({ inbox }) => searchDate(middleDay(inbox.shown)),
  midsize: ({ inbox }) => String(middleSize(inbox.shown)),
  modseq: ({ modseq }) => {
    if (modseq === undefined) throw new RangeError('{modseq}: HIGHESTMODSEQ has not been asked for');
    return modseq;
  },
} satisfies Record<string, (context: Context) => string>;

export type Word = keyof typeof WORDS;

const WORD = /\{([A-Za-z][A-Za-z-]*)\}/g;

function isWord(name: string): name is Word {
  return Object.hasOwn(WORDS, name);
}

/** The words a line uses. Throws RangeError on one that does not exist. */
export function wordsIn(line: string): Word[] {
  return Array.from(line.matchAll(WORD), ([, name = '']) => {
    if (!isWord(name))
      throw new RangeError(`no such word: {${name}}; there are ${Object.keys(WORDS).join(', ')}`);
    return name;
  });
}

/** The line as sent. Throws RangeError on an unknown word, or on one whose value is not known yet. */
export function replaceWords(line: string, context: Context): string {
  wordsIn(line);
  return line.replace(WORD, (whole, name: string) => (isWord(name) ? WORDS[name](context) : whole));
}

/** `3` or `3:7`. */
function range(first: number, last: number): string {
  return first === last ? String(first) : `${first}:${last}`;
}

/** RFC 3501 section 9, `quoted`. It has no way to say CR, LF or 8-bit text. */
export function quoted(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new RangeError(`cannot be quoted: ${JSON.stringify(text)}`);
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
