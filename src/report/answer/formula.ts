import { type Amount, NOTHING, sum, times } from '../amount';
import { mostPolling } from './polls';
import type { Terms } from './terms';

/** Of how much RAM is asked: so many idle, in plain or over TLS, or so many poll. */
export interface Asked {
  readonly idle?: number;
  readonly overTls?: number;
  readonly polling?: number;
}

/** The formula: bytes of RAM. null where a term that it needs was not measured. */
export function ramOf(terms: Terms, asked: Asked): Amount | null {
  const above = aboveBase(terms, asked);
  return above === null || terms.base.amount === null ? null : sum([terms.base.amount, above]);
}

/** The same above the server without a session. */
export function aboveBase({ session, tls, burst }: Terms, asked: Asked): Amount | null {
  const { idle = 0, overTls = 0, polling = 0 } = asked;
  const atOnce = mostPolling(polling);
  const parts = [
    idle + atOnce === 0 ? NOTHING : session.amount && times(session.amount, idle + atOnce),
    overTls === 0 ? NOTHING : tls.amount && times(tls.amount, overTls),
    polling === 0 ? NOTHING : burstFor(burst, atOnce),
  ];
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? sum(known) : null;
}

/** More at once than were measured may need more in proportion; that they need it is not known, so only the most of it grows. */
function burstFor({ amount, together }: Terms['burst'], atOnce: number): Amount | null {
  if (amount === null) return null;
  return { ...amount, high: amount.high * Math.max(1, atOnce / Math.max(1, together)) };
}
