import type { ShapeName } from './client';
import type { Place } from './planting';

/** Sizes that a mail can be made in, in bytes. The upper one is what mail sites usually accept. */
export const MAIL_BYTES = { least: 300, most: 25 * 1024 * 1024 } as const;

/** Throws RangeError unless a mail can be made in this size. */
export function assertMailBytes(bytes: number): void {
  if (Number.isInteger(bytes) && bytes >= MAIL_BYTES.least && bytes <= MAIL_BYTES.most) return;
  throw new RangeError(
    `cannot make a mail of ${bytes} bytes: the limits are ${MAIL_BYTES.least} and ${MAIL_BYTES.most}`,
  );
}

/** A place in the world of generated mails. Equal keys make equal mails, and no two keys the same Message-ID. */
export interface MailKey {
  readonly seed: number;
  /** Keeps the mails of mailboxes and single mails of one seed apart. */
  readonly realm: number;
  readonly serial: number;
  readonly bytes: number;
  /** The conversation it belongs to. */
  readonly thread?: number;
  /** Its structure, where that is not left to chance: a person's client writes it. */
  readonly shape?: ShapeName;
}

/** One mail to write. */
export interface Order extends MailKey {
  readonly date: Date;
  /** Where it carries the planted word. */
  readonly places: readonly Place[];
  /** Message-IDs of the conversation before it, oldest first. */
  readonly before: readonly string[];
}
