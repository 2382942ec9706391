import { type Point, type Slope, slopeOverStarts } from '../../meter/slope';
import type { Held } from './held';
import { type IdleData, type SessionState, STATES } from './idle-schema';

export interface MemorySlopes {
  readonly rss: Slope | null;
  readonly pss: Slope | null;
  readonly anon: Slope | null;
}

/** Memory of a session in a state: what this state adds to the one before, and all that it holds. */
export interface StateMemory {
  readonly state: SessionState;
  readonly adds: MemorySlopes;
  readonly holds: MemorySlopes;
}

type Reading = Held & { readonly start: number; readonly sessions: number };

/** Of each state that was measured, over TLS or not. */
export function stateMemory({ steps }: Pick<IdleData, 'steps'>, tls: boolean): StateMemory[] {
  const taken = steps.filter((one) => one.tls === tls);
  const states = STATES.filter((state) => taken.some((one) => one.state === state));
  return states.map((state, i) => {
    const passed = states.slice(0, i + 1);
    return {
      state,
      adds: slopesOf(rises(taken, state)),
      holds: slopesOf(sumOver(passed.map((one) => rises(taken, one)))),
    };
  });
}

/** By how much memory had risen when so many sessions had reached a state, above none of them. */
function rises(steps: IdleData['steps'], state: SessionState): Reading[] {
  return [...new Set(steps.map(({ start }) => start))].flatMap((start) => {
    const here = steps.filter((one) => one.start === start);
    const before = here[here.findIndex((one) => one.state === state && one.sessions > 0) - 1];
    if (before === undefined) return [];
    const reached = here.filter((one) => one.state === state && one.sessions > 0);
    return [{ ...before, sessions: 0 }, ...reached].map(({ sessions, ...one }) => ({
      start,
      sessions,
      rssBytes: minus(one.rssBytes, before.rssBytes),
      pssBytes: minus(one.pssBytes, before.pssBytes),
      anonBytes: minus(one.anonBytes, before.anonBytes),
    }));
  });
}

/** The same start and number of sessions in each state, added up. */
function sumOver(states: readonly Reading[][]): Reading[] {
  const [first = []] = states;
  return first.map(({ start, sessions }) => {
    const all = states.map((state) => state.find((one) => one.start === start && one.sessions === sessions));
    const sum = (name: keyof Held) => all.reduce((total: number | null, one) => plus(total, one?.[name]), 0);
    return {
      start,
      sessions,
      rssBytes: sum('rssBytes'),
      pssBytes: sum('pssBytes'),
      anonBytes: sum('anonBytes'),
    };
  });
}

/** Least squares over the number of sessions. */
export function slopesOf(readings: readonly (Held & { sessions: number; start?: number })[]): MemorySlopes {
  const of = (name: keyof Held) =>
    slopeOverStarts(
      readings.flatMap((one): Point[] => {
        const y = one[name];
        return y === null ? [] : [{ start: one.start ?? 1, x: one.sessions, y }];
      }),
    );
  return { rss: of('rssBytes'), pss: of('pssBytes'), anon: of('anonBytes') };
}

/** What one idle session more holds, each of another user if such were held; null where none was. */
export function perSession({ holds }: Pick<IdleData, 'holds'>): (MemorySlopes & { users: string }) | null {
  const hold = holds.find(({ users }) => users === 'distinct') ?? holds[0];
  return hold ? { ...slopesOf(hold.readings), users: hold.users } : null;
}

/** By PSS where it is known, for RSS counts the shared pages of a server that forks once a session. */
export function sizedBy({
  rss,
  pss,
}: MemorySlopes): { readonly by: 'PSS' | 'RSS'; readonly slope: Slope } | null {
  if (pss) return { by: 'PSS', slope: pss };
  return rss ? { by: 'RSS', slope: rss } : null;
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}

function plus(a: number | null, b: number | null | undefined): number | null {
  return a === null || b === null || b === undefined ? null : a + b;
}
