import { intervalOf, rangeOf, type Term } from '../amount';
import { commandsOf, follows, slopeOf } from '../parts/bodies-claims';
import { perByte } from '../parts/large-claims';
import { WAYS } from '../parts/large-measured';
import type { Results } from '../results';
import { baseOf, sessionOf } from './held-terms';
import type { Inputs } from './inputs';

export interface Terms {
  /** The server that has done its work before, without a session. */
  readonly base: Term;
  /** A session that idles, each of another user where users were held. */
  readonly session: Term;
  /** What a session needs more while it logs in, and all of those that were measured at once. */
  readonly polling: Term & { readonly together: { readonly logins: number; readonly most: number } | null };
  /** RAM for each byte of the largest mail, on the costliest of its ways. */
  readonly mail: Term & { readonly way: string };
  /** RAM for each byte of a mailbox that one user goes through, where it follows the mailbox; value 0 where it does not. */
  readonly mailbox: Term;
}

export function termsOfAnswer(results: Results, inputs: Inputs): Terms {
  return {
    base: baseOf(results, inputs),
    session: sessionOf(results, inputs),
    polling: pollingOf(inputs),
    mail: mailOf(inputs),
    mailbox: mailboxOf(inputs),
  };
}

function pollingOf({ login }: Inputs): Terms['polling'] {
  const crowds = (login?.crowds ?? []).filter(({ order }) => order === 'at once');
  const bursts = crowds.flatMap(({ connected, warmed, peakBytes, logins }) => {
    const open = (connected.rssBytes ?? Number.NaN) - (warmed.rssBytes ?? Number.NaN);
    return peakBytes === null || !Number.isFinite(open)
      ? []
      : [{ logins, all: Math.max(0, open + peakBytes) }];
  });
  const amount = rangeOf(bursts.map(({ logins, all }) => all / logins));
  if (amount === null) return { amount, from: 'the part login was not measured', together: null };
  const logins = Math.max(...bursts.map((burst) => burst.logins));
  return {
    amount,
    from: `highest RSS of ${logins} logins at once above the warmed server, divided by them (part login)`,
    together: { logins, most: Math.max(...bursts.map(({ all }) => all)) },
  };
}

function mailOf({ large }: Inputs): Terms['mail'] {
  const missing = { amount: null, from: 'the part large was not measured', way: '' };
  if (large === null) return missing;
  const ways = WAYS.flatMap((way) => {
    const amount = intervalOf(perByte(large, way, 'peakRssBytes'));
    return amount === null ? [] : [{ amount, way: way === 'lmtp' ? 'LMTP' : way.toUpperCase() }];
  });
  const [worst] = ways.sort((a, b) => b.amount.value - a.amount.value);
  if (worst === undefined) return { ...missing, from: 'the part large has no sizes to draw a line through' };
  const { amount, way } = worst;
  return {
    amount,
    way,
    from: `peak RSS over sizes of a mail through ${way}, the costliest way, 95 % interval (part large)`,
  };
}

function mailboxOf({ bodies }: Inputs): Term {
  if (bodies === null) return { amount: null, from: 'the part bodies was not measured' };
  const found = commandsOf(bodies).flatMap((command) => {
    const slope = slopeOf(bodies, command, 'B');
    const amount = intervalOf(slope);
    return amount === null ? [] : [{ command, amount, outcome: follows(slope) }];
  });
  if (found.length === 0) return { amount: null, from: 'the part bodies has no interval' };
  const [worst] = found
    .filter(({ outcome }) => outcome !== 'no')
    .sort((a, b) => b.amount.value - a.amount.value);
  if (worst === undefined)
    return { amount: { value: 0, low: 0, high: 0 }, from: 'no body query follows the mailbox (part bodies)' };
  return { amount: worst.amount, from: `${worst.command}, 95 % interval (part bodies)` };
}
