import { type Amount, atLeastNothing, intervalOf, rangeOf, spanOf, type Term } from '../amount';
import { heldBy, readingsOf, sessionHeld, sessionTaken } from '../parts/idle-session';
import type { Results } from '../results';
import { sessionMemory } from '../sessions';
import type { Inputs } from './inputs';

/** The server without a session. */
export function baseOf({ scenarios }: Results, { idle }: Inputs): Term {
  if (idle !== null) {
    const { by, of } = heldBy(readingsOf(idle));
    const all = [
      ...idle.holds.flatMap(({ readings }) => readings),
      ...idle.steps.filter(({ state }) => state === 'connected'),
    ];
    const empty = all.filter(({ sessions }) => sessions === 0);
    const amount = rangeOf(empty.flatMap((reading) => of(reading) ?? []));
    if (amount !== null) return { amount, from: `${by} of the worn-in server without a session (part idle)` };
  }
  const fresh = scenarios.flatMap(({ samples }) =>
    samples.flatMap(({ pass, startRssBytes }) => (pass === 'memory' ? (startRssBytes ?? []) : [])),
  );
  const amount = rangeOf(fresh);
  if (amount === null) return { amount: null, from: 'no RSS of the fresh server was taken' };
  return { amount, from: 'RSS of the fresh, warmed server, over all starts' };
}

/**
 * In plain, with an empty INBOX or one with mails: in the middle as many as were held, its ends over all that were measured. Few
 * sessions seem to hold more, for an allocator's steps are shared among them. Without the part, from the scenario alone.
 */
export function sessionOf(results: Results, { idle }: Inputs): Term {
  const [held, taken] = idle === null ? [null, null] : [sessionHeld(idle), sessionTaken(idle, false)];
  const few = idling(results, false);
  return joined(
    [
      held && {
        amount: held.amount,
        text: `${held.by} of up to ${held.most} sessions that idle in plain IMAP, ${held.whose}${held.others === null ? '' : `, and ${held.others}`} (part idle)`,
      },
      taken && { amount: taken.amount, text: `${taken.most} of one user at an INBOX with mails (part idle)` },
      few && { amount: few.amount, text: `up to ${few.most} of one user (SESSIONS)` },
    ],
    'the part idle was not measured, and one start of SESSIONS has no interval',
  );
}

/** The same over TLS, which is what mail programs use (RFC 8314). */
export function tlsOf(results: Results, { idle }: Inputs): Term {
  const taken = idle && sessionTaken(idle, true);
  const few = idling(results, true);
  return joined(
    [
      taken && {
        amount: taken.amount,
        text: `${taken.by} of ${taken.most} sessions of one user that idle over TLS${taken.starts === 1 ? ', one start without an interval' : ''} (part idle)`,
      },
      few && { amount: few.amount, text: `up to ${few.most} of one user over TLS (SESSIONS)` },
    ],
    'no idle sessions over TLS were measured',
  );
}

function joined(all: readonly ({ amount: Amount; text: string } | null)[], missing: string): Term {
  const [first, ...others] = all.filter((one) => one !== null);
  if (first === undefined) return { amount: null, from: missing };
  const amount = spanOf([first.amount, ...others.map((one) => one.amount)]);
  if (amount === null) return { amount: null, from: missing };
  const more = others.map(({ text }) => text).join(' and ');
  return { amount, from: `${first.text}${more === '' ? '' : `; its ends also over ${more}`}` };
}

/** From the scenario that opens a few sessions, where it has an interval over starts. */
function idling({ scenarios }: Results, tls: boolean): { amount: Amount; most: number } | null {
  const own = sessionMemory(scenarios).filter(
    ({ name }) => /\bidle\b/.test(name) && /\bTLS\b/.test(name) === tls,
  );
  const known = own.flatMap(({ pss, rss, most }) => {
    const amount = intervalOf(pss) ?? intervalOf(rss);
    return amount === null ? [] : [{ amount: atLeastNothing(amount), most }];
  });
  return known[0] ?? null;
}
