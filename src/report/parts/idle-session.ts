import { slopeOverStarts } from '../../meter/slope';
import { type Amount, atLeastNothing, intervalOf, spanOf } from '../amount';
import { count } from '../units';
import type { Held } from './held';
import { sizedBy, stateMemory } from './idle-figures';
import type { IdleData } from './idle-schema';

const KNOWN_SHARE = 0.25;

/** What one more session that idles holds, by PSS where that is known. */
export interface SessionHeld {
  readonly amount: Amount;
  readonly by: 'PSS' | 'RSS';
  readonly most: number;
  readonly whose: string;
  /** The sessions of the other kind that widen the amount: "up to 1,000 of one user"; null where none were held. */
  readonly others: string | null;
}

/** PSS, where it could be taken: RSS counts the shared pages of a server that forks once a process. */
export function heldBy(readings: readonly Held[]): {
  readonly by: 'PSS' | 'RSS';
  of(held: Held): number | null;
} {
  const hasPss = readings.length > 0 && readings.every(({ pssBytes }) => pssBytes !== null);
  return hasPss
    ? { by: 'PSS', of: ({ pssBytes }) => pssBytes }
    : { by: 'RSS', of: ({ rssBytes }) => rssBytes };
}

export function readingsOf(idle: IdleData): Held[] {
  return idle.holds.flatMap(({ readings }) => readings);
}

/**
 * Least squares over the number of sessions that were held, each of another user if such were. From the least to the most that
 * a session took in any hold: on average, and from one number of them to the next, over numbers from a quarter of the most (of
 * few sessions an allocator's steps are all that shows).
 */
export function sessionHeld(idle: IdleData): SessionHeld | null {
  const kinds = (['distinct', 'one'] as const).map((users) =>
    idle.holds.filter((hold) => hold.users === users),
  );
  const holds = kinds.find((some) => some.length > 0) ?? [];
  const { by, of } = heldBy(readingsOf(idle));
  const pointsOf = ({ readings }: IdleData['holds'][number]) =>
    readings.flatMap((reading) => {
      const y = of(reading);
      return y === null ? [] : [{ x: reading.sessions, y }];
    });
  const points = holds.flatMap((hold, start) => pointsOf(hold).map((point) => ({ start, ...point })));
  const slope = slopeOverStarts(points);
  if (slope === null) return null;
  const { value } = slope;
  const seen = idle.holds.flatMap((hold) => sharesOf(pointsOf(hold)));
  const amount = spanOf([
    intervalOf(slope) ?? { value, low: value, high: value },
    ...seen.map((one) => ({ value: one, low: one, high: one })),
  ]);
  if (amount === null) return null;
  const isDistinct = holds[0]?.users === 'distinct';
  const one = idle.holds.filter(({ users }) => isDistinct && users === 'one');
  const many = Math.max(0, ...one.flatMap(({ readings }) => readings.map(({ sessions }) => sessions)));
  return {
    amount: atLeastNothing(amount),
    by,
    most: Math.max(...points.map(({ x }) => x)),
    whose: isDistinct ? 'each of another user with an empty INBOX' : 'all of one user',
    others: many === 0 ? null : `up to ${count(many)} of one user`,
  };
}

/** What a session took on average above none, and from one number of sessions to the next. */
function sharesOf(points: readonly { readonly x: number; readonly y: number }[]): number[] {
  const most = Math.max(...points.map(({ x }) => x));
  const zero = points.find(({ x }) => x === 0);
  const known = points.filter(({ x }) => x >= Math.max(1, KNOWN_SHARE * most));
  const averages = zero === undefined ? [] : known.map(({ x, y }) => (y - zero.y) / x);
  const rises = known.slice(1).flatMap(({ x, y }, i) => {
    const before = known[i];
    return before === undefined || x === before.x ? [] : [(y - before.y) / (x - before.x)];
  });
  return [...averages, ...rises];
}

/**
 * What a session holds that one user took through all states up to IDLE, at an INBOX with mails, over TLS or not; over starts,
 * and one of them has no interval. null where that was not measured.
 */
export function sessionTaken(
  idle: Pick<IdleData, 'steps'>,
  tls: boolean,
): (Pick<SessionHeld, 'amount' | 'by' | 'most'> & { readonly starts: number }) | null {
  const found = stateMemory(idle, tls).find(({ state }) => state === 'idling');
  const sized = found && sizedBy(found.holds);
  if (!sized) return null;
  const { by, slope } = sized;
  const { value, starts } = slope;
  const most = Math.max(...idle.steps.flatMap((one) => (one.tls === tls ? [one.sessions] : [])));
  const amount = atLeastNothing(intervalOf(slope) ?? { value, low: value, high: value });
  return { amount, by, most, starts };
}
