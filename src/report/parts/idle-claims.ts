import type { Slope } from '../../meter/slope';
import { type Amount, bytesText } from '../amount';
import type { Claim } from '../section';
import { bytes } from '../units';
import { sizedBy, stateMemory } from './idle-figures';
import type { IdleData } from './idle-schema';
import { sessionHeld, sessionTaken } from './idle-session';
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
 * The text: "let's suppose an IMAP session uses 5MB of RAM", and "with a 1MB session" its fix. Every kind of session must stay
 * below, those over TLS too, for that is what mail programs use (RFC 8314); one that is above is enough for a no.
 */
export function atMost(data: IdleData, megabytes: number): Claim {
  const claim = `An idle session needs at most ${megabytes} MB of RAM`;
  const limit = megabytes * MB;
  const judged = sessionsJudged(data);
  if (judged.length === 0)
    return { kind: 'claim', claim, outcome: 'undecided', because: 'memory could not be read' };
  const above = judged.some(({ amount }) => amount.low > limit);
  const below = judged.every(({ amount }) => amount.high <= limit);
  const because = [
    ...judged.map(({ amount, text }) => `${text}: ${bytesText(amount)}${place(amount, limit)}`),
    ...(judged.some(({ tls }) => tls) ? [] : ['sessions over TLS were not measured']),
  ]
    .join('; ')
    .replace(/^./, (first) => first.toUpperCase());
  return { kind: 'claim', claim, outcome: above ? 'no' : below ? 'yes' : 'undecided', because };
}

function place({ low, high }: Amount, limit: number): string {
  if (low > limit) return ', which is above it';
  return high > limit ? ', which may be above it' : '';
}

export interface SessionJudged {
  readonly amount: Amount;
  readonly tls: boolean;
  readonly text: string;
}

/** Each kind of idle session that was measured: what one of it holds. */
export function sessionsJudged(data: IdleData): SessionJudged[] {
  const held = sessionHeld(data);
  const taken = [false, true].flatMap((tls) => {
    const found = sessionTaken(data, tls);
    const how = tls ? 'over TLS' : 'in plain';
    return found
      ? [
          {
            amount: found.amount,
            tls,
            text: `${how}, up to ${found.most} of one user at an INBOX with mails (${found.by})`,
          },
        ]
      : [];
  });
  if (held === null) return taken;
  const { amount, by, most, whose, others } = held;
  return [
    {
      amount,
      tls: false,
      text: `in plain, up to ${most} sessions, ${whose}${others === null ? '' : `, and ${others}`} (${by})`,
    },
    ...taken,
  ];
}

/** The kind of idle session that holds the most; null where none was measured. */
export function heaviestSession(data: IdleData): SessionJudged | null {
  const [first, ...others] = sessionsJudged(data);
  if (first === undefined) return null;
  return others.reduce((most, one) => (one.amount.value > most.amount.value ? one : most), first);
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
