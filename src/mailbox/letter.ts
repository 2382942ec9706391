import { fold, headerText, isAscii, type WordEncoding } from './encode';
import { type Place, WORD } from './planting';
import type { Person } from './words';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a mail says about itself, before a client puts it into header fields. */
export interface Letter {
  readonly from: Person;
  readonly to: readonly Person[];
  readonly subject: string;
  readonly date: Date;
  /** The writer's offset from UTC, in minutes; small enough that noon UTC is the same day there. */
  readonly zoneMinutes: number;
  /** Without angle brackets, as are the references (oldest first). */
  readonly messageId: string;
  readonly references: readonly string[];
  /** Where this mail carries the planted word. */
  readonly places: readonly Place[];
}

/** The fields made from a letter; every other field of a client is written as its table says. */
export const LETTER_FIELDS: Readonly<
  Record<string, (letter: Letter, words: WordEncoding) => string | undefined>
> = {
  From: ({ from, places }, words) => {
    const name = mailboxName(from.name, words);
    const planted = places.includes('from') ? `${name} ${WORD}`.trim() : name;
    return planted === '' ? from.address : `${planted} <${from.address}>`;
  },
  To: ({ to }, words) =>
    to.map(({ name, address }) => `${mailboxName(name, words)} <${address}>`.trimStart()).join(', '),
  Subject: ({ subject, places }, words) =>
    headerText(subject, words) + (places.includes('subject') ? ` ${WORD}` : ''),
  Date: ({ date, zoneMinutes }) => mailDate(date, zoneMinutes),
  'Message-ID': ({ messageId }) => `<${messageId}>`,
  'In-Reply-To': ({ references }) => (references.length > 0 ? `<${references.at(-1)}>` : undefined),
  References: ({ references }) => references.map((id) => `<${id}>`).join(' ') || undefined,
};

/** The field as it stands in the header, folded; nothing for a letter that has no such field. */
export function letterField(name: string, letter: Letter, words: WordEncoding): string | undefined {
  const value = LETTER_FIELDS[name]?.(letter, words);
  return value === undefined ? undefined : fold(`${name}: ${value}`);
}

/** A display name as a phrase (RFC 5322 section 3.2.5): quoted where it must be, encoded words outside ASCII. */
function mailboxName(name: string, words: WordEncoding): string {
  if (!isAscii(name)) return headerText(name, words);
  return /^[A-Za-z0-9 ]*$/.test(name) ? name : `"${name}"`;
}

/** `Fri, 01 Jan 2010 14:00:00 +0200` (RFC 5322 section 3.3). */
export function mailDate(date: Date, zoneMinutes: number): string {
  const local = new Date(date.getTime() + zoneMinutes * 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${DAYS[local.getUTCDay()]}, ${two(local.getUTCDate())} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  const offset = Math.abs(zoneMinutes);
  return `${day} ${time} ${zoneMinutes < 0 ? '-' : '+'}${two(Math.floor(offset / 60))}${two(offset % 60)}`;
}
