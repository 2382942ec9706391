import type { Slope } from '../../meter/slope';
import { type Amount, bytesText, intervalOf } from '../amount';
import type { Claim } from '../section';
import { bytes } from '../units';
import { sizedBy, stateMemory } from './idle-figures';
import type { IdleData } from './idle-schema';
import { sessionHeld } from './idle-session';
import { memoryText } from './words';

const MB = 1_000_000;
/** Less than this a session is no difference worth a name: a few buffers. */
const SAME = 64 * 1024;

/** The text's lines about a session, each held against the server at hand. */
export function sizeClaims(data: IdleData): Claim[] {
  const same = sameAsSelected(data);
  return [...(same ? [same] : []), atMost(data, 5), atMost(data, 1)];
}

/**
 * The text: "let's suppose an IMAP session uses 5MB of RAM", and "with a 1MB session" its fix. Both kinds of session must stay
 * below; one that is above is enough for a no.
 */
export function atMost(data: IdleData, megabytes: number): Claim {
  const claim = `An idle session needs at most ${megabytes} MB of RAM`;
  const limit = megabytes * MB;
  const judged = [...held(data), ...idling(data)];
  if (judged.length === 0)
    return { kind: 'claim', claim, outcome: 'undecided', because: 'memory could not be read' };
  const above = judged.some(({ amount }) => amount.low > limit);
  const below = judged.every(({ amount }) => amount.high <= limit);
  const [overTls] = stateMemory(data, true).filter(({ state }) => state === 'idling');
  const tls = overTls && sizedBy(overTls.holds);
  const because = [
    ...judged.map(({ amount, text }) => `${bytesText(amount)} ${text}`),
    ...(tls ? [`over TLS, which the text did not measure: ${memoryText(tls.slope)} ${tls.by}`] : []),
  ].join('; ');
  return { kind: 'claim', claim, outcome: above ? 'no' : below ? 'yes' : 'undecided', because };
}

interface Judged {
  readonly amount: Amount;
  readonly text: string;
}

/** What each of the many sessions holds that were kept open together. */
function held(data: IdleData): Judged[] {
  const found = sessionHeld(data);
  if (found === null) return [];
  const { amount, by, most, whose } = found;
  return [{ amount, text: `${by} of up to ${most} sessions that idle, ${whose}` }];
}

/** What a session of the user who has the mails holds, through all its states. One start has no interval. */
function idling(data: IdleData): Judged[] {
  const found = stateMemory(data, false).find(({ state }) => state === 'idling');
  const sized = found && sizedBy(found.holds);
  if (!sized) return [];
  const { by, slope } = sized;
  const { value } = slope;
  const amount = intervalOf(slope) ?? { value, low: value, high: value };
  return [{ amount, text: `${by} of one user's at an INBOX with mails` }];
}

/** The text: "IDLE RAM usage is the same as other commands, but IDLE keeps the RAM allocated for way longer". */
function sameAsSelected(data: IdleData): Claim | null {
  const found = stateMemory(data, false).find(({ state }) => state === 'idling');
  const adds = found && sizedBy(found.adds);
  if (!adds) return null;
  const { slope, by } = adds;
  return {
    kind: 'claim',
    claim: 'IDLE takes no more RAM than the session that it idles in',
    outcome: high(slope) < SAME ? 'yes' : low(slope) >= SAME ? 'no' : 'undecided',
    because: `IDLE adds ${memoryText(slope)} ${by} to a session that has its mailbox open; ${bytes(SAME)} would be a difference`,
  };
}

function low({ value, halfWidth }: Slope): number {
  return value - (halfWidth ?? 0);
}

function high({ value, halfWidth }: Slope): number {
  return value + (halfWidth ?? 0);
}
