/** One mail as it is put into the server: RFC 5322 bytes with CRLF line ends. */
export interface Mail {
  readonly bytes: Buffer;
  readonly internalDate: Date;
  /** System flags it is seeded with, such as `\Seen`. */
  readonly flags: readonly string[];
}

/** What a search can look for and which messages (sequence numbers, from 1) it must find. */
export interface Planted {
  /** Messages whose Subject holds `word`. */
  readonly subject: readonly number[];
  /** Messages whose From holds `word`. */
  readonly from: readonly number[];
  /** Messages that carry an `X-Aerometer: word` header. */
  readonly header: readonly number[];
  /** Messages with `word` in a text part of the body. */
  readonly body: readonly number[];
  /** The word itself, ASCII; in generated mails it occurs nowhere else. A user's own mail has nothing planted: all lists empty. */
  readonly word: string;
}

/** A named, reproducible list of mails. Sizes are in bytes. */
export interface Mailbox {
  /** Short and stable: part of snapshot keys and results, such as `dataset`, `dataset-x20`, `uniform-100x4096`, `mbox-Inbox-<checksum>`. */
  readonly name: string;
  readonly description: string;
  readonly seed: number;
  readonly sizes: readonly number[];
  readonly planted: Planted;
  /** Makes the mail with this sequence number (from 1). Throws RangeError outside 1..N. */
  mail(sequence: number): Mail;
  /** SHA-256 (hex) over all mails in order, their dates and flags: two mailboxes with one checksum are the same. */
  checksum(): string;
}
