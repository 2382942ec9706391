import { intervalOf, rangeOf, type Term } from '../amount';
import { heldBy, readingsOf, sessionHeld } from '../parts/idle-session';
import type { Results } from '../results';
import { sessionMemory } from '../sessions';
import type { Inputs } from './inputs';

/** The server without a session. */
export function baseOf({ scenarios }: Results, { idle }: Inputs): Term {
  if (idle !== null) {
    const { by, of } = heldBy(readingsOf(idle));
    const all = [
      ...idle.holds.flatMap(({ readings }) => readings),
      ...idle.steps.filter(({ tls, state }) => !tls && state === 'connected'),
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

/** As the part's own section has it; without that part, from the scenario that opens sessions. */
export function sessionOf({ scenarios }: Results, { idle }: Inputs): Term {
  const held = idle && sessionHeld(idle);
  if (held)
    return {
      amount: held.amount,
      from: `${held.by} of up to ${held.most} sessions that idle, ${held.whose} (part idle)`,
    };
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
