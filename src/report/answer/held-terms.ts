import { slopeOverStarts } from '../../meter/slope';
import type { Held } from '../parts/held';
import type { IdleData } from '../parts/idle-schema';
import type { Results } from '../results';
import { sessionMemory } from '../sessions';
import { intervalOf, rangeOf, type Term } from './amount';
import type { Inputs } from './inputs';

const KNOWN_SHARE = 0.25;

/** PSS, where it could be taken: RSS counts the shared pages of a server that forks once a process. */
function heldBy(readings: readonly Held[]): { readonly what: string; of(held: Held): number | null } {
  const hasPss = readings.length > 0 && readings.every(({ pssBytes }) => pssBytes !== null);
  return hasPss
    ? { what: 'PSS', of: ({ pssBytes }) => pssBytes }
    : { what: 'RSS', of: ({ rssBytes }) => rssBytes };
}

function readingsOf(idle: IdleData): Held[] {
  return idle.holds.flatMap(({ readings }) => readings);
}

/** The server without a session. */
export function baseOf({ scenarios }: Results, { idle }: Inputs): Term {
  if (idle !== null) {
    const { what, of } = heldBy(readingsOf(idle));
    const all = [
      ...idle.holds.flatMap(({ readings }) => readings),
      ...idle.steps.filter(({ tls, state }) => !tls && state === 'connected'),
    ];
    const empty = all.filter(({ sessions }) => sessions === 0);
    const amount = rangeOf(empty.flatMap((reading) => of(reading) ?? []));
    if (amount !== null)
      return { amount, from: `${what} of the worn-in server without a session (part idle)` };
  }
  const fresh = scenarios.flatMap(({ samples }) =>
    samples.flatMap(({ pass, startRssBytes }) => (pass === 'memory' ? (startRssBytes ?? []) : [])),
  );
  const amount = rangeOf(fresh);
  if (amount === null) return { amount: null, from: 'no RSS of the fresh server was taken' };
  return { amount, from: 'RSS of the fresh, warmed server, over all starts' };
}

/**
 * Least squares over the number of sessions, as the part's own section has it. One hold has no interval over starts: then it reaches
 * from the least to the most that a session took on average, over numbers from a quarter of the most (of few sessions an
 * allocator's steps are all that shows).
 */
export function sessionOf({ scenarios }: Results, { idle }: Inputs): Term {
  const held = idle === null ? null : heldSession(idle);
  if (held !== null) return held;
  const idling = sessionMemory(scenarios).find(({ name }) => /\bidle\b/.test(name));
  const slopes = idling === undefined ? [] : [idling.pss, idling.rss];
  const amount = slopes.map(intervalOf).find((one) => one !== null) ?? null;
  if (amount !== null)
    return {
      amount,
      from: `up to ${idling?.most} sessions of one user that idle, 95 % interval over starts (SESSIONS)`,
    };
  return {
    amount: null,
    from: 'the part idle was not measured, and one start of SESSIONS has no interval',
  };
}

function heldSession(idle: IdleData): Term | null {
  const kinds = (['distinct', 'one'] as const).map((users) =>
    idle.holds.filter((hold) => hold.users === users),
  );
  const holds = kinds.find((some) => some.length > 0) ?? [];
  const { what, of } = heldBy(readingsOf(idle));
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
  return { amount, from: `${what} of up to ${most} sessions that idle, ${whose} (part idle)` };
}
