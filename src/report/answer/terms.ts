import { commandsOf, follows, slopeOf } from '../parts/bodies-claims';
import type { Held } from '../parts/held';
import type { IdleData } from '../parts/idle-schema';
import { perByte } from '../parts/large-claims';
import { WAYS } from '../parts/large-measured';
import type { Results } from '../results';
import { sessionMemory } from '../sessions';
import { type Amount, intervalOf, rangeOf } from './amount';
import type { Inputs } from './inputs';

/** One term of the sizing formula: how much, and what it was taken from. null: it was not measured, and why not is said. */
export type Term =
  | { readonly amount: Amount; readonly from: string }
  | { readonly amount: null; readonly from: string };

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

function baseOf({ scenarios }: Results, { idle }: Inputs): Term {
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

/** From no session to at least a quarter of the most: where few are held, an allocator's steps are all that shows. */
function sessionOf({ scenarios }: Results, { idle }: Inputs): Term {
  if (idle !== null) {
    const kinds = (['distinct', 'one'] as const).map((users) =>
      idle.holds.filter((hold) => hold.users === users),
    );
    const holds = kinds.find((some) => some.length > 0) ?? [];
    const { what, of } = heldBy(readingsOf(idle));
    const chords = holds.flatMap(({ readings }) => {
      const zero = readings.find(({ sessions }) => sessions === 0);
      const none = zero === undefined ? null : of(zero);
      const most = Math.max(...readings.map(({ sessions }) => sessions));
      return readings.flatMap((reading) => {
        const all = of(reading);
        if (none === null || all === null || reading.sessions < Math.max(1, KNOWN_SHARE * most)) return [];
        return [{ sessions: reading.sessions, each: (all - none) / reading.sessions }];
      });
    });
    const amount = rangeOf(chords.map(({ each }) => each));
    const most = Math.max(0, ...chords.map(({ sessions }) => sessions));
    const whose = holds[0]?.users === 'distinct' ? 'each of another user' : 'all of one user';
    if (amount !== null)
      return {
        amount,
        from: `${what} of up to ${most} sessions that idle, ${whose}, the range over their numbers (part idle)`,
      };
  }
  const idling = sessionMemory(scenarios).find(({ name }) => /\bidle\b/.test(name));
  const slopes = idling === undefined ? [] : [idling.pss, idling.rss];
  const amount = slopes.map(intervalOf).find((one) => one !== null) ?? null;
  if (amount !== null)
    return {
      amount,
      from: `up to ${idling?.most} sessions of one user that idle, 95 % interval over starts (SESSIONS)`,
    };
  return { amount: null, from: 'the part idle was not measured, and one start of SESSIONS has no interval' };
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
