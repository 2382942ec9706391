import dataset from '../../fixtures/dataset.json';
import inbox from '../../fixtures/inbox.json';
import type { ShapeName } from './client';
import { DEFAULT_SEED, generated } from './generated';
import type { Mailbox } from './mailbox';
import { openMaildir } from './maildir';
import { openMbox } from './mbox';
import { assertMailBytes } from './order';
import { Random } from './random';

/** Which mailbox to measure with. Sizes are in bytes; `seed` is the generator's, if not the usual one. */
export type MailboxSpec =
  /** The seed text's 100 mails, `copies` times over, or just the first `messages` of as many copies as that takes. */
  | { readonly kind: 'dataset'; readonly copies?: number; readonly messages?: number; readonly seed?: number }
  /** The sizes of the personal inbox that the seed text compares its dataset with, in an order that the seed fixes. */
  | { readonly kind: 'inbox'; readonly seed?: number }
  | {
      readonly kind: 'uniform';
      readonly messages: number;
      readonly bytes: number;
      /** One structure for all, so that what differs between two such mailboxes is their number or size. */
      readonly shape?: ShapeName;
      readonly seed?: number;
    }
  | { readonly kind: 'single'; readonly bytes: number; readonly seed?: number }
  | { readonly kind: 'mbox'; readonly file: string }
  | { readonly kind: 'maildir'; readonly dir: string };

/**
 * The mailbox that a spec means. Its mails are made or read when asked for.
 * Throws RangeError for a number no mailbox can have, Failure (exit 2) for files that cannot be used.
 */
export function mailboxOf(spec: MailboxSpec): Mailbox {
  switch (spec.kind) {
    case 'dataset':
      return datasetMailbox(spec);
    case 'inbox': {
      const { seed = DEFAULT_SEED } = spec;
      return generated({
        name: 'inbox',
        description: `${inbox.sizes.length} generated mails with the sizes of the personal inbox of Aerogramme's author`,
        seed,
        sizes: new Random(seed).shuffled(inbox.sizes),
      });
    }
    case 'uniform': {
      const { messages, bytes, shape, seed = DEFAULT_SEED } = spec;
      assertCount('messages', messages);
      assertMailBytes(bytes);
      return generated({
        name: `uniform-${messages}x${bytes}${shape === undefined ? '' : `-${shape}`}`,
        description: `${messages} generated mails of ${bytes} bytes each`,
        seed,
        sizes: new Array<number>(messages).fill(bytes),
        shape,
      });
    }
    case 'single': {
      const { bytes, seed = DEFAULT_SEED } = spec;
      assertMailBytes(bytes);
      return generated({
        name: `single-${bytes}`,
        description: `one generated mail of ${bytes} bytes`,
        seed,
        sizes: [bytes],
      });
    }
    case 'mbox':
      return openMbox(spec.file);
    case 'maildir':
      return openMaildir(spec.dir);
  }
}

function datasetMailbox(spec: Extract<MailboxSpec, { kind: 'dataset' }>): Mailbox {
  const length = dataset.sizes.length;
  if (spec.copies !== undefined) assertCount('copies', spec.copies);
  const messages = spec.messages ?? (spec.copies ?? 1) * length;
  assertCount('messages', messages);
  if (spec.copies !== undefined && messages > spec.copies * length) {
    throw new RangeError(
      `${spec.copies} copies of the dataset have ${spec.copies * length} mails, not ${messages}`,
    );
  }
  const whole = messages % length === 0;
  const copies = messages / length;
  return generated({
    name: !whole ? `dataset-first-${messages}` : copies === 1 ? 'dataset' : `dataset-x${copies}`,
    description: whole
      ? `${messages} generated mails with the sizes of Aerogramme's published benchmark mailbox, ${copies} times`
      : `the first ${messages} generated mails with the sizes of Aerogramme's published benchmark mailbox, repeated`,
    seed: spec.seed ?? DEFAULT_SEED,
    sizes: Array.from({ length: messages }, (_, at) => dataset.sizes[at % length] as number),
  });
}

function assertCount(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${what} must be a whole number from 1, not ${value}`);
}
