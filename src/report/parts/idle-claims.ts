import type { Slope } from '../../meter/slope';
import type { Claim } from '../section';
import { bytes } from '../units';
import { perSession, sizedBy, stateMemory } from './idle-figures';
import type { IdleData } from './idle-schema';
import { memoryText } from './words';

const MB = 1_000_000;
/** Less than this a session is no difference worth a name: a few buffers. */
const SAME = 64 * 1024;

/** The text's lines about a session, each held against the server at hand. */
export function sizeClaims(data: IdleData): Claim[] {
  const same = sameAsSelected(data);
  return [...(same ? [same] : []), atMost(data, 5), atMost(data, 1)];
}

/** The text: "let's suppose an IMAP session uses 5MB of RAM", and "with a 1MB session" its fix. */
function atMost(data: IdleData, megabytes: number): Claim {
  const claim = `An idle session needs at most ${megabytes} MB of RAM`;
  const limit = megabytes * MB;
  const [idling] = stateMemory(data, false).filter(({ state }) => state === 'idling');
  const held = perSession(data);
  const judged = [
    { what: 'of one user, at an INBOX with mails', from: idling && sizedBy(idling.holds) },
    { what: 'each of another user, many held', from: held?.users === 'distinct' ? sizedBy(held) : null },
  ].flatMap(({ what, from }) => (from ? [{ what, ...from }] : []));
  const tls = stateMemory(data, true).find(({ state }) => state === 'idling');
  const overTls = tls && sizedBy(tls.holds);
  const because = [
    ...judged.map(({ what, by, slope }) => `${memoryText(slope)} ${by} (${what})`),
    ...(overTls
      ? [`over TLS, which the text did not measure: ${memoryText(overTls.slope)} ${overTls.by}`]
      : []),
  ].join('; ');
  if (judged.length === 0)
    return { kind: 'claim', claim, outcome: 'undecided', because: 'memory could not be read' };
  // Both kinds of session must stay below; one that is above is enough for a no.
  const above = judged.some(({ slope }) => low(slope) > limit);
  const below = judged.every(({ slope }) => high(slope) <= limit);
  return { kind: 'claim', claim, outcome: above ? 'no' : below ? 'yes' : 'undecided', because };
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
