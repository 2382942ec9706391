import { checksumOf } from './checksum';
import type { ShapeName } from './client';
import type { Mail, Mailbox } from './mailbox';
import type { MailKey } from './order';
import { type Place, placesOf, plantedIn } from './planting';
import { writeMail } from './write';
import { writerOf } from './writer';

/** The seed that committed figures are taken with. */
export const DEFAULT_SEED = 20240118;

const MAILBOX_REALM = 0;
const SINGLE_REALM = 1;

const DAY_MS = 86_400_000;
// Every mail has its own day, at noon UTC, so that a search by date means the same in every time zone.
const FIRST_NOON = Date.UTC(2010, 0, 1, 12);
// After the days of any mailbox up to 5,000 mails.
const SINGLE_NOON = Date.UTC(2024, 0, 1, 12);

// Of each ten mails six were read, two of them answered and one flagged; one unread mail is flagged too.
const FLAGS: readonly (readonly string[])[] = [
  ['\\Seen'],
  ['\\Seen', '\\Answered'],
  [],
  ['\\Seen'],
  ['\\Seen', '\\Flagged'],
  [],
  ['\\Flagged'],
  ['\\Seen'],
  [],
  ['\\Seen', '\\Answered'],
];

// Of every sixty mails, each third belongs to one conversation of twenty.
const THREAD_SPAN = 60;
const THREAD_STEP = 3;
const THREAD_PHASE = 2;

/** A mailbox of mails of these sizes (bytes), in this order. A longer one begins with the same mails as a shorter one. */
export function generated(spec: {
  readonly name: string;
  readonly description: string;
  readonly seed: number;
  readonly sizes: readonly number[];
  /** The structure of all of them; by chance unless said. */
  readonly shape?: ShapeName;
}): Mailbox {
  const { seed, sizes, shape } = spec;
  const key = (sequence: number): MailKey => ({
    seed,
    realm: MAILBOX_REALM,
    serial: sequence,
    bytes: sizes[sequence - 1] as number,
    shape,
    thread: sequence % THREAD_STEP === THREAD_PHASE ? Math.floor((sequence - 1) / THREAD_SPAN) : undefined,
  });
  const before = (sequence: number): string[] => {
    const start = sequence - ((sequence - 1) % THREAD_SPAN);
    const earlier: string[] = [];
    for (let other = start; other < sequence; other++) {
      if (other % THREAD_STEP === THREAD_PHASE) earlier.push(writerOf(key(other)).messageId);
    }
    return earlier;
  };
  const mail = (sequence: number): Mail => {
    if (!Number.isInteger(sequence) || sequence < 1 || sequence > sizes.length) {
      throw new RangeError(`mailbox ${spec.name} has no mail ${sequence}: it has 1 to ${sizes.length}`);
    }
    const { thread } = key(sequence);
    const internalDate = new Date(FIRST_NOON + (sequence - 1) * DAY_MS);
    const order = { ...key(sequence), date: internalDate, places: placesOf(sequence) };
    const bytes = writeMail({ ...order, before: thread === undefined ? [] : before(sequence) });
    return { bytes, internalDate, flags: FLAGS[(sequence - 1) % FLAGS.length] as readonly string[] };
  };
  let checksum: string | undefined;
  return {
    ...spec,
    planted: plantedIn(sizes.length),
    mail,
    checksum: () => {
      checksum ??= checksumOf(all(sizes.length, mail));
      return checksum;
    },
  };
}

/** One mail at a time: a mailbox may be larger than memory. */
function* all(messages: number, mail: (sequence: number) => Mail): Generator<Mail> {
  for (let sequence = 1; sequence <= messages; sequence++) yield mail(sequence);
}

/** Which single mail: equal answers make equal mails, another serial another mail of the same size. */
export interface Single {
  readonly seed?: number;
  readonly serial?: number;
  /** Where it carries the planted word; nowhere unless said. */
  readonly planted?: readonly Place[];
}

/** A mail to append or deliver, of exactly `bytes` bytes. Throws RangeError for a size outside MAIL_BYTES. */
export function oneMail(bytes: number, { seed = DEFAULT_SEED, serial = 1, planted = [] }: Single = {}): Mail {
  const internalDate = new Date(SINGLE_NOON);
  const order = { seed, realm: SINGLE_REALM, serial, bytes, date: internalDate, places: planted, before: [] };
  return { bytes: writeMail(order), internalDate, flags: [] };
}
