import { fold, type WordEncoding } from './encode';
import { LETTER_FIELDS, type Letter, letterField } from './letter';
import { WORD } from './planting';
import type { Random } from './random';
import type { Language, Person } from './words';

export type ShapeName =
  | 'plain'
  | 'flowed'
  | 'eight-bit'
  | 'quoted-printable'
  | 'html-only'
  | 'alternative'
  | 'invitation'
  | 'signed'
  | 'report'
  | 'related'
  | 'forwarded'
  | 'digest'
  | 'attachments';

/** A program that writes mail, known by the header it writes. Texts are templates: see Random.expand. */
export interface Client {
  readonly name: string;
  /**
   * Its header in order, fields parted by ` | `: the name of a field made from the letter, `Content` for the MIME
   * content fields, anything else as it stands.
   */
  readonly fields: string;
  /** Without angle brackets; `{domain}` is the sender's. */
  readonly messageId: string;
  readonly boundary: string;
  readonly words: WordEncoding;
  readonly preamble?: string;
  /** What it sends; a person's client sends anything but reports and digests. */
  readonly shapes?: readonly ShapeName[];
  /** Programs that write by themselves have one sender, their own subjects and one language. */
  readonly sender?: Person;
  readonly subjects?: readonly string[];
  readonly language?: Language;
}

/** The header of a letter as this client writes it: one folded field an entry. */
export function headerOf(
  client: Client,
  letter: Letter,
  content: readonly string[],
  random: Random,
): string[] {
  const written = client.fields.split(' | ').flatMap((field) => {
    if (field === 'Content') return content;
    if (field in LETTER_FIELDS) return letterField(field, letter, client.words) ?? [];
    return fold(random.expand(field));
  });
  const planted = letter.places.includes('header') ? [`X-Aerometer: ${WORD}`] : [];
  return [...written, ...planted];
}

export function messageIdOf(client: Client, sender: Person, random: Random): string {
  const domain = sender.address.slice(sender.address.indexOf('@') + 1);
  return random.expand(client.messageId.replace('{domain}', domain));
}
