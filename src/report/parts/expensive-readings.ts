import type { Block } from '../section';
import { bytes } from '../units';
import type { Attack, Expensive, Waited } from './expensive-measured';
import { percentile } from './percentile';

/** "SEARCH TEXT "…" × 4". */
export function nameOf({ form, line, connections }: Attack): string {
  return `${form === 'unread' ? `${line}, never read` : line} × ${connections}`;
}

/** The honest and the malicious reading, by the figures. */
export function readings({ attacks }: Expensive): Block[] {
  const honest = attacks.filter(({ form }) => form !== 'unread');
  const malicious = attacks.filter(({ form }) => form === 'unread');
  return [
    ...said('Honest: a client that searches or downloads everything and reads what it gets', honest),
    ...said('Malicious: a client that asks for everything and never reads', malicious),
    ...attacks
      .filter(({ lost }) => lost !== null)
      .map((one): Block => {
        return { kind: 'paragraph', text: `During ${nameOf(one)} the other user was lost: ${one.lost}.` };
      }),
  ];
}

function said(who: string, attacks: readonly Attack[]): Block[] {
  const worst = highest(attacks, ({ sample }) => sample.peakRssBytes);
  const slowest = highest(attacks, (one) => slower(one));
  if (worst === null) return [];
  const peak = worst.sample.peakRssBytes ?? 0;
  const bound = worst.sample.bounds.peakRssBytes ?? 0;
  const text = (value: number) => bytes(value, { bound: (bound * value) / Math.max(1, peak), starts: 1 });
  // What cannot be told from nothing is no amount a connection either.
  const each = peak < bound ? '' : `, ${text(peak / worst.connections)} a connection`;
  const felt =
    slowest === null
      ? ''
      : ` Another user's ENVELOPE takes ${(slower(slowest) ?? 0).toFixed(1)} times as long at the median during ${nameOf(slowest)}, which is the most.`;
  const most = `${who}, takes at most ${text(peak)} above the fresh server (${nameOf(worst)}${each}).`;
  return [{ kind: 'paragraph', text: `${most}${felt}` }];
}

/** How many times as long another user waits for an ENVELOPE during the attack, at the median. */
export function slower({ before, during }: { before: Waited; during: Waited }): number | null {
  const [was, is] = [percentile(before.envelopeMs, 0.5), percentile(during.envelopeMs, 0.5)];
  return was === null || is === null || was === 0 ? null : is / was;
}

function highest(attacks: readonly Attack[], of: (one: Attack) => number | null): Attack | null {
  const known = attacks.filter((one) => of(one) !== null);
  return known.reduce<Attack | null>(
    (top, one) => (top === null || (of(one) ?? 0) > (of(top) ?? 0) ? one : top),
    null,
  );
}
