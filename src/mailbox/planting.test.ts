import { type ParsedMail, simpleParser } from 'mailparser';
import { mailboxOf } from './choose';
import { oneMail } from './generated';
import { type Place, WORD } from './planting';

const PLACES: readonly Place[] = ['subject', 'from', 'header', 'body'];

/** Where a parser that is not ours finds the word. */
function placesIn(mail: ParsedMail): Place[] {
  const found: Record<Place, boolean> = {
    subject: mail.subject?.includes(WORD) ?? false,
    from: mail.from?.value.some(({ name }) => name.includes(WORD)) ?? false,
    header: mail.headers.get('x-aerometer') === WORD,
    body: mail.text?.includes(WORD) ?? false,
  };
  return PLACES.filter((place) => found[place]);
}

/** How often the word stands in the mail as it is sent, and in everything it holds when decoded. */
function timesIn(bytes: Buffer, mail: ParsedMail): { sent: number; decoded: number } {
  const count = (text: string) => text.toLowerCase().split(WORD).length - 1;
  const texts = [
    mail.text ?? '',
    mail.html || '',
    ...mail.attachments.map(({ content }) => content.toString('latin1')),
  ];
  const headers = [mail.subject ?? '', mail.from?.text ?? '', String(mail.headers.get('x-aerometer') ?? '')];
  return {
    sent: count(bytes.toString('latin1')),
    decoded: [...headers, ...texts].reduce((sum, text) => sum + count(text), 0),
  };
}

it.each([
  ['the dataset', mailboxOf({ kind: 'dataset' })],
  ['a uniform mailbox', mailboxOf({ kind: 'uniform', messages: 60, bytes: 6000 })],
  ['a mailbox of the smallest mails', mailboxOf({ kind: 'uniform', messages: 60, bytes: 300 })],
])('in %s the word is where it is promised and nowhere else', async (_, mailbox) => {
  for (const [at, size] of mailbox.sizes.entries()) {
    const sequence = at + 1;
    const { bytes } = mailbox.mail(sequence);
    const mail = await simpleParser(bytes);
    const promised = PLACES.filter((place) => mailbox.planted[place].includes(sequence));
    expect({ sequence, size, places: placesIn(mail) }).toEqual({ sequence, size, places: promised });
    expect({ sequence, ...timesIn(bytes, mail) }).toEqual({
      sequence,
      sent: promised.length,
      decoded: promised.length,
    });
  }
});

it('plants in one mail of ten for each place, never two in one mail', () => {
  const { planted } = mailboxOf({ kind: 'dataset' });
  const all = PLACES.flatMap((place) => planted[place]);
  expect(PLACES.map((place) => planted[place].length)).toEqual([10, 10, 10, 10]);
  expect(new Set(all).size).toBe(all.length);
  expect(planted.word).toBe(WORD);
});

it('plants in a single mail as told', async () => {
  for (const planted of PLACES) {
    const mail = oneMail(20_000, { serial: 7, planted: [planted] });
    expect(placesIn(await simpleParser(mail.bytes))).toEqual([planted]);
  }
  expect(placesIn(await simpleParser(oneMail(20_000, { planted: PLACES }).bytes))).toEqual(PLACES);
});
