import { slopeOverStarts } from '../../meter/slope';
import { type Amount, intervalOf } from '../amount';
import type { Held } from './held';
import type { IdleData } from './idle-schema';

const KNOWN_SHARE = 0.25;

/** What one more session that idles holds, by PSS where that is known. */
export interface SessionHeld {
  readonly amount: Amount;
  readonly by: 'PSS' | 'RSS';
  readonly most: number;
  readonly whose: string;
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
 * Least squares over the number of sessions that were held, each of another user if such were. One hold has no interval over
 * starts: then it reaches from the least to the most that a session took on average, over numbers from a quarter of the most
 * (of few sessions an allocator's steps are all that shows).
 */
export function sessionHeld(idle: IdleData): SessionHeld | null {
  const kinds = (['distinct', 'one'] as const).map((users) =>
    idle.holds.filter((hold) => hold.users === users),
  );
  const holds = kinds.find((some) => some.length > 0) ?? [];
  const { by, of } = heldBy(readingsOf(idle));
  const points = holds.flatMap(({ readings }, start) =>
    readings.flatMap((reading) => {
      const y = of(reading);
      return y === null ? [] : [{ start, x: reading.sessions, y }];
    }),
  );
  const slope = slopeOverStarts(points);
  if (slope === null) return null;
  const most = Math.max(...points.map(({ x }) => x));
  const averages = points.flatMap(({ start, x, y }) => {
    const zero = points.find((one) => one.start === start && one.x === 0);
    return zero === undefined || x < Math.max(1, KNOWN_SHARE * most) ? [] : [(y - zero.y) / x];
  });
  const amount = intervalOf(slope) ?? {
    value: slope.value,
    low: Math.min(slope.value, ...averages),
    high: Math.max(slope.value, ...averages),
  };
  const whose = holds[0]?.users === 'distinct' ? 'each of another user' : 'all of one user';
  return { amount, by, most, whose };
}
