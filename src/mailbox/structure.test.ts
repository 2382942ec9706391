import { simpleParser } from 'mailparser';
import { mailboxOf } from './choose';
import { CLIENTS } from './clients';
import { WORD } from './planting';
import { ROBOTS } from './robots';
import { FILES, LIST_SUBJECTS, PEOPLE, SUBJECTS } from './words';

const mailbox = mailboxOf({ kind: 'dataset' });
const mails = mailbox.sizes.map((_, at) => mailbox.mail(at + 1).bytes);
const texts = mails.map((bytes) => bytes.toString('latin1'));
const sequenceOf = (at: number) => `mail ${at + 1}`;

describe('every mail of the dataset', () => {
  it('has CRLF line ends only, short enough, and no NUL', () => {
    texts.forEach((text, at) => {
      const lines = text.split('\r\n');
      expect([sequenceOf(at), lines.at(-1), /[\r\n\0]/.test(lines.join(''))]).toEqual([
        sequenceOf(at),
        '',
        false,
      ]);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
    });
  });

  it('says 8bit exactly where it is, and never in its header', () => {
    texts.forEach((text, at) => {
      const end = text.indexOf('\r\n\r\n');
      const eightBit = /[\x80-\xff]/;
      expect([sequenceOf(at), eightBit.test(text.slice(0, end))]).toEqual([sequenceOf(at), false]);
      const declared = /^Content-Transfer-Encoding: 8bit\r$/m.test(text.slice(0, end + 2));
      expect([sequenceOf(at), declared]).toEqual([sequenceOf(at), eightBit.test(text.slice(end))]);
    });
  });

  it('opens and closes each of its boundaries', () => {
    texts.forEach((text, at) => {
      for (const [, boundary] of text.matchAll(
        /^Content-Type: multipart\/[^"]*(?:"[^"]*";\r\n )?boundary="([^"]+)"/gm,
      )) {
        const opened = text.split(`\r\n--${boundary}\r\n`).length - 1;
        const closed = text.split(`\r\n--${boundary}--\r\n`).length - 1;
        expect([sequenceOf(at), opened > 0, closed]).toEqual([sequenceOf(at), true, 1]);
      }
      const multiparts = text.match(/^Content-Type: multipart\//gm)?.length ?? 0;
      expect([sequenceOf(at), text.match(/boundary="/g)?.length ?? 0]).toEqual([sequenceOf(at), multiparts]);
    });
  });

  it('has base64 that decodes, 76 characters a line', () => {
    texts.forEach((text, at) => {
      for (const { index } of text.matchAll(/^Content-Transfer-Encoding: base64\r$/gm)) {
        const start = text.indexOf('\r\n\r\n', index) + 4;
        const lines = text.slice(start, text.indexOf('\r\n--', start)).trimEnd().split('\r\n');
        const widths = new Set(lines.slice(0, -1).map((line) => line.length));
        expect([sequenceOf(at), lines.length > 1 ? [...widths] : [76]]).toEqual([sequenceOf(at), [76]]);
        const written = lines.join('');
        expect(written.length).toBeGreaterThan(0);
        expect(Buffer.from(written, 'base64').toString('base64') === written).toBe(true);
      }
    });
  });

  it('reads as it was meant to by another parser: senders, subjects, files', async () => {
    const senders = new Set([...PEOPLE, ...ROBOTS.map(({ sender }) => sender)].map((person) => person?.name));
    const templates = [...SUBJECTS, ...LIST_SUBJECTS, ...ROBOTS.flatMap((robot) => robot.subjects ?? [])];
    const subjects = new Set(templates.map((template) => template.replace(/\{digits:\d\}|\d+/g, '#')));
    for (const [at, bytes] of mails.entries()) {
      const mail = await simpleParser(bytes);
      const name = (mail.from?.value[0]?.name ?? '').replace(WORD, '').trim();
      expect([sequenceOf(at), name, senders.has(name)]).toEqual([sequenceOf(at), name, true]);
      const subject = (mail.subject ?? '').replace(WORD, '').trim().replace(/\d+/g, '#');
      const known = subjects.has(subject) || subjects.has(subject.replace(/^(Re: |\[garage-dev\] )/, ''));
      expect([sequenceOf(at), subject, known]).toEqual([sequenceOf(at), subject, true]);
      expect((mail.text ?? mail.html ?? '').toString().length).toBeGreaterThan(0);
      for (const { filename, contentType, content } of mail.attachments) {
        const file = FILES.find((candidate) => candidate.name === filename);
        if (file)
          expect([contentType, content.toString('latin1').startsWith(file.magic)]).toEqual([file.type, true]);
      }
    }
  });
});

describe('the dataset as a whole', () => {
  it.each<[string, RegExp]>([
    ['plain text', /\nContent-Type: text\/plain; charset=us-ascii\r\n/],
    ['flowed text', /format=flowed/],
    ['8bit', /Content-Transfer-Encoding: 8bit/],
    ['quoted-printable', /Content-Transfer-Encoding: quoted-printable/],
    ['ISO 8859-1', /charset=iso-8859-1/],
    ['HTML alone', /^(?![\s\S]*multipart)[\s\S]*Content-Type: text\/html/],
    ['text and HTML', /multipart\/alternative/],
    ['HTML with pictures', /multipart\/related[\s\S]*Content-ID: </],
    ['attached files', /multipart\/mixed[\s\S]*Content-Disposition: attachment/],
    ['file names outside ASCII', /filename\*=UTF-8''/],
    ['mails in mails', /Content-Type: message\/rfc822/],
    ['digests', /multipart\/digest/],
    ['invitations', /text\/calendar/],
    ['signed mails', /multipart\/signed/],
    ['failed deliveries', /message\/delivery-status/],
    ['encoded words, Q', /\?UTF-8\?Q\?/],
    ['encoded words, B', /\?UTF-8\?B\?/],
    ['mailing lists', /\r\nList-Post: /],
    ['DKIM signatures', /\r\nDKIM-Signature: /],
    ['long ways', /(\r\nReceived: [\s\S]*){4}/],
    ['robots', /\r\nAuto-Submitted: /],
    ['long threads', /\r\nReferences:(\s+<[^>]+>){15}/],
  ])('holds %s', (_, sign) => {
    expect(texts.filter((text) => sign.test(text.slice(0, 60_000))).length).toBeGreaterThan(0);
  });

  it('answers mails that are in it', () => {
    const ids = texts.map((text) => /^Message-ID: (<.*>)\r$/im.exec(text)?.[1]);
    texts.forEach((text, at) => {
      const answered = /^In-Reply-To: (<.*>)\r$/m.exec(text.slice(0, text.indexOf('\r\n\r\n') + 2))?.[1];
      if (answered)
        expect([sequenceOf(at), ids.slice(0, at).includes(answered)]).toEqual([sequenceOf(at), true]);
    });
  });

  it.each([...CLIENTS, ...ROBOTS].map(({ name, messageId }) => [name, messageId] as const))(
    'has mail from %s',
    (_, template) => {
      const form = template
        .replace(/[.+$*]/g, '\\$&')
        .replace(/\{(\w+):(\d+)\}/g, '[\\w/+]{$2}')
        .replace('{domain}', '[\\w.]+');
      expect(
        texts.some((text) => new RegExp(`^Message-ID: <${form}>\\r$`, 'm').test(text.slice(0, 10_000))),
      ).toBe(true);
    },
  );
});
