import { type Context, messagesOf, replaceWords } from './words';

/** The variables of one sample, as results.json names them. */
export interface Variables {
  /** Messages in INBOX when the measured command starts. */
  readonly N: number;
  /** Messages the command touches, their bytes, the largest one's bytes. */
  readonly k: number;
  readonly B: number;
  readonly M: number;
  /** Open sessions. */
  readonly U: number;
}

/**
 * The numbers of a sequence set, ascending, each once; `*` is the largest number in use, `last`, and a range may be
 * written backwards (RFC 3501 section 9). Throws RangeError where it is none, or names a message that is not there.
 */
export function parseSequenceSet(set: string, last: number): number[] {
  const numbers = new Set<number>();
  for (const part of set.split(',')) {
    const [, from, to = from] = /^(\*|[1-9]\d*)(?::(\*|[1-9]\d*))?$/.exec(part) ?? [];
    if (from === undefined || to === undefined) throw new RangeError(`not a sequence set: "${set}"`);
    const ends = [from, to].map((end) => (end === '*' ? last : Number(end)));
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    if (low < 1 || high > last) throw new RangeError(`"${set}" names message ${high} of ${last}`);
    for (let number = low; number <= high; number += 1) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b);
}

/** Sequence numbers that `touches` stands for, when the measured command starts. `new` and `none` name none yet. */
export function touched(touches: string, context: Context): number[] {
  if (touches === 'new' || touches === 'none') return [];
  return parseSequenceSet(replaceWords(touches, context), messagesOf(context));
}

/** Sizes of all messages in INBOX when the measured command starts: the seeded ones, then those that steps added. */
function sizesOf({ inbox, added }: Context): number[] {
  return [...inbox.shown.map(({ size }) => size), ...added];
}

/** Bytes of each touched message. `newBytes` is the size of the mail that `new` brings. */
export function touchedSizes(touches: string, context: Context, newBytes?: number): number[] {
  if (touches !== 'new') {
    const sizes = sizesOf(context);
    return touched(touches, context).map((number) => sizes[number - 1] ?? 0);
  }
  if (newBytes === undefined)
    throw new RangeError('"new" needs the size of the mail that the command brings');
  return [newBytes];
}

export function variablesOf(
  touches: string,
  context: Context,
  options: { newBytes?: number; sessions?: number } = {},
): Variables {
  const sizes = touchedSizes(touches, context, options.newBytes);
  return {
    N: messagesOf(context),
    k: sizes.length,
    B: sizes.reduce((sum, size) => sum + size, 0),
    M: sizes.reduce((largest, size) => Math.max(largest, size), 0),
    U: options.sessions ?? 1,
  };
}
