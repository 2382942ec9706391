import type { Amount } from '../amount';
import { FOLLOWS } from '../parts/bodies-claims';
import type { Results } from '../results';
import { summarizeAll } from '../summarize';
import { bytes } from '../units';
import { type Pair, pairsOf } from './pairs';

/** A body query whose peak surely follows the mailbox where its mails are of all sizes. */
export interface Follower {
  readonly name: string;
  /** RAM for each byte more of mail. */
  readonly share: Amount;
  readonly text: string;
}

/**
 * Those of them, from the smallest to the largest mailbox of the study. Mails of one size, as the part bodies has them, hide what an
 * allocator makes of many sizes.
 */
export function followsRealMails(results: Results): Follower[] {
  const rows = summarizeAll(results).filter(
    ({ result: { layer, verb, variables } }) =>
      layer.includes('body') && /FETCH|SEARCH/.test(verb) && variables.B > 0,
  );
  return pairsOf(results, rows)
    .flatMap((pair) => followerOf(pair) ?? [])
    .sort((a, b) => b.share.value - a.share.value);
}

function followerOf({ name, few, many, more, bound }: Pair): Follower | null {
  const mail = many.mailBytes - few.mailBytes;
  if (mail <= 0) return null;
  const share = { value: more / mail, low: (more - bound) / mail, high: (more + bound) / mail };
  if (share.low <= FOLLOWS) return null;
  return {
    name,
    share,
    text: `${bytes(few.peak)} on ${bytes(few.mailBytes)} of mail, ${bytes(many.peak)} on ${bytes(many.mailBytes)}`,
  };
}
