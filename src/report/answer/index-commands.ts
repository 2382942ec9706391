import { onLargest } from '../mailboxes';
import type { Results } from '../results';
import type { Claim } from '../section';
import { type Summary, summarizeAll } from '../summarize';
import { bytes, count } from '../units';
import { pairsOf } from './pairs';

/**
 * What a command that only reads the index may need at its peak: what the text supposes that a session holds anyway (5 MB). Who
 * has sized a server for its sessions then does not notice such a command; one that needs more sets the size itself.
 */
export const LITTLE = 5e6;
/** On so many mails, as the text's author has, the level itself is seen; on fewer it is the growth that must be known. */
export const MANY = 2000;
const NAMED = 3;

/** The text: "Commands that can be solved only with the index should use a very low amount of RAM". */
export function indexNeedsLittle(results: Results): Claim {
  const rows = summarizeAll(results).filter(({ result }) => result.layer === 'index');
  const on = onLargest(results, rows);
  const peaks = (on?.rows ?? [])
    .flatMap(({ result, peak }) =>
      peak === null ? [] : [{ name: result.name, value: peak.value, bound: peak.bound ?? 0 }],
    )
    .sort((a, b) => b.value - a.value);
  const grown = growthOf(results);
  const over = peaks.filter(({ value, bound }) => value - bound > LITTLE);
  const within = peaks.filter(({ value, bound }) => value + bound <= LITTLE);
  const [most] = peaks;
  const isSeen = (on?.messages ?? 0) >= MANY || (grown.judged > 0 && grown.open === 0);
  const outcome =
    over.length > 0 || grown.broken.length > 0
      ? 'no'
      : peaks.length > 0 && within.length === peaks.length && isSeen
        ? 'yes'
        : 'undecided';
  const highest =
    most === undefined
      ? 'no peak of an index command was taken'
      : `on ${count(on?.messages ?? 0)} mails the highest peak of ${peaks.length} index commands is ${bytes(most.value, { bound: most.bound })} above the fresh server (${most.name}), and ${within.length} of them are surely within ${LITTLE / 1e6} MB, which the text supposes that a session holds anyway, so that a server sized for its sessions does not notice them`;
  const named = grown.broken.slice(0, NAMED).join('; ');
  const growth =
    grown.judged === 0
      ? 'whether they grow with the mailbox was not judged'
      : grown.broken.length > 0
        ? `memory of ${grown.broken.length} of ${grown.judged} grows with the mailbox (${named}${grown.broken.length > NAMED ? '; and others' : ''})`
        : `memory grows with the mailbox for none of the ${grown.judged} that were judged${grown.open > 0 ? `, ${grown.open} of them undecided` : ''}`;
  return {
    kind: 'claim',
    claim: 'Commands that need only the index need little RAM.',
    outcome,
    because: `${highest}; ${growth}${more(results, rows)}.`.replace(/^./, (first) => first.toUpperCase()),
  };
}

/**
 * What the verdicts leave open, as an amount: by how much the peak of the one that grows the most does so between the smallest
 * and the largest mailbox, and where that leads.
 */
function more(results: Results, rows: readonly Summary[]): string {
  const [most] = pairsOf(results, rows)
    .map((pair) => ({ ...pair, mails: pair.many.messages - pair.few.messages }))
    .map((pair) => ({ ...pair, each: pair.more / pair.mails, eachBound: pair.bound / pair.mails }))
    .sort((a, b) => b.each - a.each);
  if (most === undefined) return '';
  const { name, few, many, each, eachBound: bound } = most;
  const from = `between ${count(few.messages)} and ${count(many.messages)} mails`;
  if (each <= bound)
    return `; ${from} none grows by more than RSS may be off, ${bytes(Math.max(0, each) + bound)} a message`;
  const reached = many.messages + (LITTLE - many.peak) / each;
  const leads =
    reached > many.messages
      ? `, at which rate it would reach ${LITTLE / 1e6} MB on about ${count(Number(reached.toPrecision(1)))} mails`
      : '';
  return `; ${from} ${name} grows the most, by ${bytes(each, { spread: bound })} ± ${bytes(bound, { spread: bound })} a message${leads}`;
}

/** The growth verdicts on their peaks: an exception is a growth that is known. */
function growthOf({ scenarios }: Results): { judged: number; open: number; broken: string[] } {
  const verdicts = scenarios
    .filter(({ layer }) => layer === 'index')
    .flatMap(({ name, verdicts: all }) =>
      all
        .filter(({ metric, kind }) => metric === 'peak' && kind === 'growth')
        .map(({ outcome }) => ({ name, outcome })),
    );
  return {
    judged: verdicts.length,
    open: verdicts.filter(({ outcome }) => outcome === 'inconclusive' || outcome === 'unfit').length,
    broken: verdicts
      .filter(({ outcome }) => outcome === 'fail' || outcome === 'exception')
      .map(({ name }) => name),
  };
}
