import { ATTACHMENT_OVERHEAD, attachment, encodedLength, writeLines } from './attachment';
import { headerOf, messageIdOf } from './client';
import { CLIENTS } from './clients';
import type { Letter } from './letter';
import { ascii, embedded, fixedLength, multipart, type Part } from './mime';
import { anyVoice, mainText, type Sheet, share, sideText, voiceOf } from './sheet';
import { FILES, LIST_SUBJECTS, OWNER, PEOPLE, SUBJECTS } from './words';

const DAY_MS = 86_400_000;

/** A mail that passes another on, as a message/rfc822 attachment (RFC 2046 section 5.2.1). */
export function forwarded(sheet: Sheet): Part {
  const { random, client, room } = sheet;
  const written = share(room, 0.15, 900, 4_000);
  const inner = embedded(olderMail(sheet, SUBJECTS, room - written - 900), 'message.eml');
  return multipart(
    'mixed',
    random.expand(client.boundary),
    [mainText(sheet, anyVoice(sheet)), inner],
    client,
  );
}

/** Several mails of a list in one (RFC 2046 section 5.1.5, as Mailman sends it). */
export function digest(sheet: Sheet): Part {
  const { random, client, room } = sheet;
  const written = share(room, 0.15, 900, 3_000);
  const count = 3 + random.below(4);
  const each = (room - written - 900) / count - 200;
  const mails = Array.from({ length: count }, () => embedded(olderMail(sheet, LIST_SUBJECTS, each)));
  const parts = [
    mainText(sheet, voiceOf(sheet, '7bit')),
    multipart('digest', random.expand(client.boundary), mails),
  ];
  return multipart('mixed', random.expand(client.boundary), parts, client);
}

/** A mail of a day or more before, at most about `length` bytes: text, and a file if it is a large one. */
function olderMail(sheet: Sheet, subjects: readonly string[], length: number): Part {
  const { random, letter } = sheet;
  const client = random.pick(CLIENTS);
  const from = random.pick(PEOPLE);
  const older: Letter = {
    from,
    to: [OWNER],
    subject: random.pick(subjects),
    date: new Date(letter.date.getTime() - (1 + random.below(9)) * DAY_MS),
    zoneMinutes: random.pick([0, 60, 120, -300]),
    messageId: messageIdOf(client, from, random),
    references: [],
    places: [],
  };
  const body = (parts: Part): Part => ({
    ...parts,
    headers: headerOf(client, older, parts.headers, random.fork()),
  });
  const large = length > 24_000;
  // Only quoted-printable or ASCII: 7bit is all that every path lets through inside a message/rfc822.
  const voice = voiceOf(sheet, random.pick(['7bit', 'quoted-printable'] as const));
  const header = fixedLength(body({ headers: ['Content-Type: text/plain'], body: [], eightBit: false }));
  const text = sideText(random, voice, large ? share(length, 0.1, 1_000, 6_000) : length - header - 200);
  if (!large) return body(text);
  const file = attachment(
    random,
    random.pick(FILES),
    length - header - fixedLength(text) - ATTACHMENT_OVERHEAD,
  );
  return body(multipart('mixed', random.expand(client.boundary), [text, file], client));
}

/** A meeting, as text and as text/calendar (RFC 6047), which Outlook writes in base64. */
export function invitation(sheet: Sheet): Part {
  const { random, client, letter } = sheet;
  const stamp = `${letter.date.toISOString().slice(0, 10).replaceAll('-', '')}T120000Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'PRODID:-//example.org//calendar 1.0//EN',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    random.expand('UID:{hex:32}@example.org'),
    `DTSTAMP:${stamp}`,
    `DTSTART:${stamp}`,
    'DURATION:PT1H',
    `ORGANIZER:mailto:${letter.from.address}`,
    'ATTENDEE;RSVP=TRUE:mailto:camille@example.org',
    'SUMMARY:Réunion du bureau',
    'LOCATION:Café du théâtre',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const event = Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8');
  const body = Buffer.alloc(encodedLength(event.length));
  writeLines(body, 0, event);
  const headers = [
    'Content-Type: text/calendar; charset=utf-8; method=REQUEST',
    'Content-Transfer-Encoding: base64',
  ];
  const parts = [mainText(sheet, anyVoice(sheet)), { headers, body: [body], eightBit: false }];
  return multipart('alternative', random.expand(client.boundary), parts, client);
}

/** Text with an OpenPGP signature beside it (RFC 3156 section 5); what is signed must be 7bit. */
export function signed(sheet: Sheet): Part {
  const { random, client } = sheet;
  const lines = Array.from({ length: 8 }, () => random.expand('{base64:64}'));
  const armor = [
    '-----BEGIN PGP SIGNATURE-----',
    '',
    ...lines,
    random.expand('{base64:22}=='),
    '-----END PGP SIGNATURE-----',
  ];
  const signature = {
    headers: [
      'Content-Type: application/pgp-signature; name="signature.asc"',
      'Content-Description: OpenPGP digital signature',
    ],
    body: [ascii(`${armor.join('\r\n')}\r\n`)],
    eightBit: false,
  };
  const voice = voiceOf(sheet, random.pick(['7bit', 'quoted-printable'] as const));
  const type = 'signed; micalg=pgp-sha256;\r\n protocol="application/pgp-signature"';
  return multipart(type, random.expand(client.boundary), [mainText(sheet, voice), signature], client);
}

/** A delivery that failed (RFC 3462, RFC 3464): explanation, status, and the header of what came back. */
export function report(sheet: Sheet): Part {
  const { random, client, letter } = sheet;
  const status = [
    'Reporting-MTA: dns; mx1.example.org',
    random.expand('X-Postfix-Queue-ID: {HEX:11}'),
    '',
    'Final-Recipient: rfc822; nobody@example.com',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    '',
  ];
  const client2 = random.pick(CLIENTS);
  const returned: Letter = {
    ...letter,
    from: OWNER,
    to: [{ name: '', address: 'nobody@example.com' }],
    subject: random.pick(SUBJECTS),
    messageId: messageIdOf(client2, OWNER, random),
    places: [],
  };
  const leaf = (type: string, lines: readonly string[]): Part => ({
    headers: [`Content-Type: ${type}`],
    body: [ascii(`${lines.join('\r\n')}\r\n`)],
    eightBit: false,
  });
  const parts = [
    mainText(sheet, voiceOf(sheet, '7bit')),
    leaf('message/delivery-status', status),
    leaf('text/rfc822-headers', headerOf(client2, returned, ['Content-Type: text/plain'], random)),
  ];
  return multipart('report; report-type=delivery-status', random.expand(client.boundary), parts, client);
}
