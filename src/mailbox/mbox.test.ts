import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { mailboxOf } from './choose';
import type { Mail } from './mailbox';
import { separatorDate } from './mbox-scan';

const FROM = 'From ada@example.net Thu Jan  7 09:30:00 2021';
const MAIL = 'From: ada@example.net\nSubject: one\n\nHello\n';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-mbox-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function fileWith(content: string | Buffer, name = 'Inbox'): string {
  const file = join(dir, name);
  writeFileSync(file, typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
  return file;
}

const open = (content: string | Buffer) => mailboxOf({ kind: 'mbox', file: fileWith(content) });
const textOf = (mail: Mail) => mail.bytes.toString('latin1');

function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('an mbox', () => {
  it('gives its mails with CRLF, dates and flags', () => {
    const mailbox = open(
      `${FROM}\n${MAIL}\nFrom - Fri Jan  8 10:00:00 2021\nStatus: RO\nX-Status: AF\n\nBye\n\n`,
    );
    expect(mailbox.sizes).toEqual([MAIL.length + 4, 'Status: RO\r\nX-Status: AF\r\n\r\nBye\r\n'.length]);
    expect(mailbox.mail(1)).toEqual({
      bytes: Buffer.from(MAIL.replaceAll('\n', '\r\n')),
      internalDate: new Date('2021-01-07T09:30:00Z'),
      flags: [],
    });
    expect(mailbox.mail(2).flags).toEqual(['\\Seen', '\\Answered', '\\Flagged']);
    expect(() => mailbox.mail(3)).toThrow(RangeError);
    expect(mailbox.planted).toMatchObject({ subject: [], from: [], header: [], body: [] });
  });

  it('reads the flags that Thunderbird notes', () => {
    const mailbox = open(`From - Fri Jan  8 10:00:00 2021\nX-Mozilla-Status: 0007\n\nBye\n`);
    expect(mailbox.mail(1).flags).toEqual(['\\Seen', '\\Answered', '\\Flagged']);
  });

  it('gives back quoted From lines, once', () => {
    const mailbox = open(`${FROM}\nSubject: x\n\n>From here\n>>From there\n> From afar\nFrom inside\n`);
    expect(textOf(mailbox.mail(1))).toBe(
      'Subject: x\r\n\r\nFrom here\r\n>From there\r\n> From afar\r\nFrom inside\r\n',
    );
  });

  it('takes a From line without a date, or not after an empty line, for text', () => {
    const mailbox = open(`${FROM}\n${MAIL}${FROM}\n\nFrom time to time\n`);
    expect(mailbox.sizes.length).toBe(1);
  });

  it('does not trust Content-Length, and takes CRLF as it is', () => {
    const mailbox = open(`${FROM}\nContent-Length: 9999\n\nA\n\n${FROM}\n${MAIL}`.replaceAll('\n', '\r\n'));
    expect(textOf(mailbox.mail(1))).toBe('Content-Length: 9999\r\n\r\nA\r\n');
    expect(mailbox.sizes.length).toBe(2);
  });

  it('keeps the end of a header that has no body', () => {
    const mailbox = open(`${FROM}\nSubject: none\n\n${FROM}\n${MAIL}`);
    expect(textOf(mailbox.mail(1))).toBe('Subject: none\r\n\r\n');
  });

  it('gives back the mails of a generated mailbox', () => {
    const made = mailboxOf({ kind: 'dataset', messages: 20 });
    const stored = made.sizes.map((_, at) => {
      const text = textOf(made.mail(at + 1)).replaceAll('\r\n', '\n');
      return `${FROM}\n${text.replace(/^(>*From )/gm, '>$1')}\n`;
    });
    const read = open(stored.join(''));
    expect(read.sizes).toEqual(made.sizes);
    for (let at = 1; at <= 20; at++) expect(read.mail(at).bytes.equals(made.mail(at).bytes)).toBe(true);
  });

  it.each([0, 1, 5, 20, 46])(
    'finds a mail that begins %i bytes before the end of what is read at once',
    (before) => {
      const head = `${FROM}\nSubject: x\n\n`;
      const body = `${'y'.repeat(1024 * 1024 - before - head.length - 2)}\n\n`;
      expect(open(`${head}${body}${FROM}\n${MAIL}`).sizes).toEqual([
        head.length - FROM.length - 1 + body.length + 2,
        MAIL.length + 4,
      ]);
    },
  );

  it('is named by its last part and its content, not by where it lies', () => {
    const [one, other] = [open(`${FROM}\n${MAIL}`), open(`${FROM}\n${MAIL}!\n`)];
    expect(one.name).toBe(`mbox-Inbox-${one.checksum().slice(0, 12)}`);
    expect(other.name).not.toBe(one.name);
    expect(one.name + one.description).not.toContain(dir);
    expect(
      mailboxOf({ kind: 'mbox', file: fileWith(`${FROM}\n${MAIL}`, 'My mails/é'.replace('/', ' ')) }).name,
    ).toMatch(/^mbox-My_mails__-/);
  });
});

describe('a file that cannot be used', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /holds no mail.*\n.*empty/],
    ['another file', 'Dear diary\n', /is not an mbox.*\n.*does not begin with "From "/],
    ['a text that begins like one', 'From the start\n\nit rained\n', /is not an mbox.*\n.*no date/],
    ['a compressed mbox', Buffer.from('28b52ffd2400', 'hex'), /compressed\n.*zstd -d/],
    [
      'one without a last line end',
      `${FROM}\n${MAIL}\n${FROM}\n${MAIL}and so`,
      /mail 2, .* at byte 89 .*\n.*line end/,
    ],
    [
      'one whose last header is cut',
      `${FROM}\n${MAIL}\n${FROM}\nSubject: x\n`,
      /mail 2, .*\n.*header never ends/,
    ],
    [
      'one whose last multipart is cut',
      `${FROM}\nContent-Type: multipart/mixed;\n boundary="ab"\n\n--ab\n\ntext\n`,
      /mail 1, .* at byte 0 .*\n.*never closed/,
    ],
    ['one with an empty mail', `${FROM}\n\n${FROM}\n${MAIL}`, /mail 1 is empty/],
  ])('is refused with its reason: %s', (_, content, words) => {
    const failure = failureOf(() => open(content));
    expect(failure.message).toMatch(words);
    expect(failure.message).toContain(join(dir, 'Inbox'));
    expect(failure.exitCode).toBe(EXIT.usage);
  });

  it('is accepted once the cut multipart is closed', () => {
    const whole = `${FROM}\nContent-Type: multipart/mixed;\n boundary="ab"\n\n--ab\n\ntext\n--ab--\n`;
    expect(open(whole).sizes.length).toBe(1);
  });

  it('is refused when it is missing or a directory', () => {
    const missing = failureOf(() => mailboxOf({ kind: 'mbox', file: join(dir, 'none') }));
    expect([missing.exitCode, missing.why]).toEqual([EXIT.usage, expect.stringContaining('ENOENT')]);
    expect(failureOf(() => mailboxOf({ kind: 'mbox', file: dir })).next).toContain('--maildir');
  });

  it('is noticed when it changes after it was opened', () => {
    const mailbox = open(`${FROM}\n${MAIL}`);
    fileWith(`${FROM}\nSubject: x\n`);
    expect(failureOf(() => mailbox.mail(1)).fact).toContain('mail 1 changed');
  });
});

it.each([
  ['From ada@example.net Thu Jan  7 09:30:00 2021', '2021-01-07T09:30:00.000Z'],
  ['From - Thu Jan 07 09:30:15 2021', '2021-01-07T09:30:15.000Z'],
  ['From 1688@xxx Thu Jan 07 09:30:15 +0000 2021', '2021-01-07T09:30:15.000Z'],
  ['From a@b Thu Jan  7 09:30 2021', '2021-01-07T09:30:00.000Z'],
  ['From a@b Thu Jan  7 09:30:00 CET 2021', '2021-01-07T09:30:00.000Z'],
  ['From a@b Thu Jan  7 09:30:00 2021 +0130', '2021-01-07T08:00:00.000Z'],
  ['From a@b Thu Jan  7 09:30:00 2021 -0130', '2021-01-07T11:00:00.000Z'],
])('reads the date of %s', (line, date) => {
  expect(separatorDate(line)?.toISOString()).toBe(date);
});
