import { type Slope, slopeOfFreshStarts } from '../../meter/slope';
import type { Claim } from '../section';
import { bytes } from '../units';
import type { Bodies } from './bodies-measured';

/** Below this B a collected heap and an allocator's steps still grow, whatever is asked: they make plateaus, not slopes. */
export const STEADY_FROM = 4 << 20;
/**
 * Bytes of RAM a byte of mail. Who holds the mailbox holds at least one, who holds one mail at a time none; a tenth of one is
 * less than any copy and more than what garbage makes of it.
 */
export const FOLLOWS = 0.1;

export type Outcome = Claim['outcome'];

/** Whether what grows by `slope` follows the bytes: undecided while the interval holds the line between the two. */
export function follows(slope: Slope | null): Outcome {
  if (slope === null || slope.halfWidth === null) return 'undecided';
  if (slope.value - slope.halfWidth > FOLLOWS) return 'yes';
  return slope.value + slope.halfWidth < FOLLOWS ? 'no' : 'undecided';
}

/** Bytes of RAM at the peak of a command a byte of mail that it goes through, over one of the two series. */
export function slopeOf({ readings }: Bodies, command: string, series: 'B' | 'M'): Slope | null {
  const points = readings.flatMap((one) => {
    const y = one.sample.peakRssBytes;
    if (one.command !== command || one.series !== series || y === null) return [];
    if (series === 'B' && one.mailbox.B < STEADY_FROM) return [];
    return [{ x: one.mailbox[series], y }];
  });
  return slopeOfFreshStarts(points);
}

/** The same of a client that takes `rate` bytes a second: of the most that the server held while it waited. */
export function slowSlopeOf({ slow }: Bodies, rate: number): Slope | null {
  return slopeOfFreshStarts(
    slow.flatMap((one) =>
      one.rate !== rate || one.peakRssBytes === null ? [] : [{ x: one.mailbox.B, y: one.peakRssBytes }],
    ),
  );
}

export function commandsOf({ readings }: Bodies): string[] {
  return [...new Set(readings.map(({ command }) => command))];
}

/** The text's first fix: "handling emails one after another instead of loading the full mailbox in memory". */
export function oneMailAtATime(data: Bodies): Claim {
  const found = commandsOf(data).map((command) => ({ command, slope: slopeOf(data, command, 'B') }));
  const told = found.map(({ command, slope }) => `${command} ${slopeText(slope)}`).join('; ');
  return {
    kind: 'claim',
    claim:
      'Body queries handle one mail after another: their memory follows the largest mail, not the mailbox.',
    outcome: none(found.map(({ slope }) => follows(slope))),
    because: `RAM at the peak for each byte more of mail, over mailboxes of ${bytes(STEADY_FROM)} and more whose mails are all of one size: ${told || 'nothing was measured'}. It follows the mailbox above ${FOLLOWS}.`,
  };
}

/** The text's second fix: "streaming FETCH responses instead of aggregating them in memory". */
export function streamedResponses(data: Bodies): Claim {
  const slope = slowSlopeOf(data, 0);
  const unread = data.slow.filter(({ rate }) => rate === 0);
  const largest = unread.reduce<(typeof unread)[number] | null>(
    (most, one) => (most === null || one.mailbox.B > most.mailbox.B ? one : most),
    null,
  );
  const held =
    largest === null || largest.heldRssBytes === null
      ? ''
      : ` With ${bytes(largest.mailbox.B)} asked for and nothing read it held ${bytes(largest.heldRssBytes, { bound: largest.boundBytes })} above the fresh server.`;
  return {
    kind: 'claim',
    claim:
      'Responses are streamed: memory does not follow the mailbox for a client that reads slowly either.',
    outcome: none([follows(slope)]),
    because: `FETCH 1:* BODY.PEEK[] by a client that reads nothing: ${slopeText(slope)} of RAM for each byte of mail.${held}`,
  };
}

/** `yes` where none follows, `no` where one does. */
function none(found: readonly Outcome[]): Outcome {
  if (found.includes('yes')) return 'no';
  return found.length > 0 && found.every((one) => one === 'no') ? 'yes' : 'undecided';
}

/** "1.02 ± 0.03". */
export function slopeText(slope: Slope | null): string {
  if (slope === null) return 'not measured';
  const half = slope.halfWidth === null ? '' : ` ± ${slope.halfWidth.toFixed(2)}`;
  // What rounds to nothing has no sign.
  return `${slope.value.toFixed(2).replace(/^-(0\.0*)$/, '$1')}${half}`;
}
