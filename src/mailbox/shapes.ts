import { ATTACHMENT_OVERHEAD, attachment } from './attachment';
import type { ShapeName } from './client';
import { digest, forwarded, invitation, report, signed } from './composite';
import { htmlHalves, htmlPart } from './html';
import { multipart, type Part } from './mime';
import { text, type Voice } from './prose';
import { anyVoice, mainText, type Sheet, share, voiceOf } from './sheet';
import { FILES, IMAGES } from './words';

/** A structure a mail can have, for mails of `from` to `upTo` bytes, as likely as its weight among those that fit. */
export interface Shape {
  readonly name: ShapeName;
  readonly from: number;
  readonly upTo: number;
  readonly weight: number;
  readonly write: (sheet: Sheet) => Part;
}

/** Small mails are text, large ones carry files. */
export const SHAPES: readonly Shape[] = [
  { name: 'plain', from: 0, upTo: 20_000, weight: 5, write: textOnly('7bit') },
  { name: 'flowed', from: 0, upTo: 20_000, weight: 3, write: textOnly('7bit', true) },
  { name: 'eight-bit', from: 2_500, upTo: 30_000, weight: 3, write: textOnly('8bit') },
  { name: 'quoted-printable', from: 1_500, upTo: 65_000, weight: 3, write: textOnly('quoted-printable') },
  { name: 'html-only', from: 3_000, upTo: 100_000, weight: 2, write: htmlOnly },
  { name: 'report', from: 3_000, upTo: 12_000, weight: 2, write: report },
  { name: 'signed', from: 3_500, upTo: 45_000, weight: 1, write: signed },
  {
    name: 'alternative',
    from: 4_000,
    upTo: 150_000,
    weight: 6,
    write: (sheet) => alternative(sheet, sheet.room),
  },
  { name: 'invitation', from: 5_000, upTo: 45_000, weight: 1, write: invitation },
  { name: 'forwarded', from: 8_000, upTo: 4_000_000, weight: 2, write: forwarded },
  { name: 'digest', from: 10_000, upTo: 90_000, weight: 2, write: digest },
  { name: 'related', from: 12_000, upTo: 400_000, weight: 3, write: related },
  { name: 'attachments', from: 12_000, upTo: Infinity, weight: 4, write: attachments },
];

/** One text/plain part; an answer repeats what it answers. */
function textOnly(encoding: Voice['encoding'], flowed = false): Shape['write'] {
  return (sheet) =>
    mainText(sheet, { ...voiceOf(sheet, encoding, sheet.letter.references.length > 0), flowed });
}

/** One text/html part; its last paragraph takes what is left. */
function htmlOnly(sheet: Sheet): Part {
  const { random, room } = sheet;
  const voice = voiceOf(sheet, random.pick(['7bit', 'quoted-printable'] as const));
  const { before, after } = htmlHalves(random, { voice, newsletter: true }, share(room, 0.9, 0, room - 300));
  const words = random.fork();
  return {
    headers: [
      `Content-Type: text/html; charset=${voice.charset}`,
      `Content-Transfer-Encoding: ${voice.encoding}`,
    ],
    body: [
      before,
      { minimum: 4, fill: (length: number) => text(words, { ...voice, language: 'en' }, length) },
      after,
    ],
    eightBit: false,
  };
}

/** Text and HTML that say the same (RFC 2046 section 5.1.4). `room` is what both may take. */
function alternative(sheet: Sheet, room: number, pictures: readonly string[] = []): Part {
  const { random, client } = sheet;
  const style = {
    voice: anyVoice(sheet),
    base64: random.chance(0.25),
    newsletter: client.sender !== undefined || random.chance(0.2),
    pictures,
  };
  const voice = style.base64 ? voiceOf(sheet, 'quoted-printable') : style.voice;
  const html = htmlPart(random, { ...style, voice }, room - share(room, 0.3, 900, 12_000));
  return multipart(
    'alternative',
    random.expand(client.boundary),
    [mainText(sheet, style.voice), html],
    client,
  );
}

/** HTML with the pictures it shows (RFC 2387). */
function related(sheet: Sheet): Part {
  const { random, client, room } = sheet;
  const ids = Array.from({ length: 1 + random.below(3) }, () =>
    random.expand('part1.{alnum:8}.{alnum:8}@example.net'),
  );
  const written = share(room, 0.3, 3_000, 24_000);
  const each = (room - written - 400) / ids.length - ATTACHMENT_OVERHEAD;
  const pictures = ids.map((id) => attachment(random, random.pick(IMAGES), each, id));
  const parts = [alternative(sheet, written, ids), ...pictures];
  return multipart('related; type="multipart/alternative"', random.expand(client.boundary), parts, client);
}

/** Text, or text and HTML, with files of very different sizes (RFC 2046 section 5.1.3). */
function attachments(sheet: Sheet): Part {
  const { random, client, room } = sheet;
  const written = share(room, 0.2, 2_000, 8_000);
  const message = random.chance(0.5) ? alternative(sheet, written) : mainText(sheet, anyVoice(sheet));
  const first = random.below(FILES.length);
  const parts: Part[] = [message];
  let left = room - written - 400;
  for (let files = 1 + random.below(room < 40_000 ? 2 : 4); files > 0; files--) {
    const size = files === 1 ? left : left * (0.2 + 0.6 * (random.below(1000) / 1000));
    const file = FILES[(first + files) % FILES.length] as (typeof FILES)[number];
    parts.push(attachment(random, file, size - ATTACHMENT_OVERHEAD));
    left -= size;
  }
  return multipart('mixed', random.expand(client.boundary), parts, client);
}
