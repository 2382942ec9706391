import type { Planted } from './mailbox';

/** The places of a mail that a search can look at. */
export type Place = 'subject' | 'from' | 'header' | 'body';

/** An invented word: in no vocabulary, long enough that base64 does not spell it by chance, never broken by a fold. */
export const WORD = 'zephyroscope';

/** The sentence that carries it in a text part: ASCII and short, so the same bytes in every transfer encoding used for text. */
export const BODY_LINE = `Remember the word ${WORD}, we need it.`;

/** Every tenth mail carries the word in one place: the mails whose sequence number ends in this digit. */
const LAST_DIGIT: readonly (readonly [Place, number])[] = [
  ['subject', 1],
  ['body', 3],
  ['from', 4],
  ['header', 6],
];

/** Where the mail with this sequence number (from 1) carries the word: at most one place. */
export function placesOf(sequence: number): readonly Place[] {
  return LAST_DIGIT.filter(([, digit]) => sequence % 10 === digit).map(([place]) => place);
}

/** All that is planted in a mailbox of so many messages. */
export function plantedIn(messages: number): Planted {
  const where: Record<Place, number[]> = { subject: [], from: [], header: [], body: [] };
  for (let sequence = 1; sequence <= messages; sequence++) {
    for (const place of placesOf(sequence)) where[place].push(sequence);
  }
  return { ...where, word: WORD };
}

/** A user's own mail has nothing planted; searches for the word run all the same, and must find nothing. */
export const NOTHING_PLANTED: Planted = { subject: [], from: [], header: [], body: [], word: WORD };
