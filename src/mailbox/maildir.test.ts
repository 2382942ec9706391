import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { mailboxOf } from './choose';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-maildir-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A Maildir with these files (path inside it: content), all of one modification time. */
function maildir(files: Readonly<Record<string, string>>): string {
  for (const folder of ['cur', 'new', 'tmp']) mkdirSync(join(dir, folder));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(dir, name), content);
    utimesSync(join(dir, name), 0, 1_600_000_000.75);
  }
  return dir;
}

const open = () => mailboxOf({ kind: 'maildir', dir });

function failure(): Failure {
  try {
    open();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

it('gives the mails of cur and new in order of delivery, with CRLF, dates and flags', () => {
  maildir({
    'cur/1000.b.host:2,RS': 'Subject: b\n\nB\n',
    'new/999.a.host': 'Subject: a\r\n\r\nA\r\n',
    'cur/20000.c.host,S=5:2,DFPT': 'Subject: c\n\nC\n',
    'cur/.hidden': 'x',
    'tmp/1.unfinished': 'x',
  });
  const mailbox = open();
  const mails = [1, 2, 3].map((sequence) => mailbox.mail(sequence));
  expect(mails.map(({ bytes }) => bytes.toString())).toEqual(
    ['a', 'b', 'c'].map((c) => `Subject: ${c}\r\n\r\n${c.toUpperCase()}\r\n`),
  );
  expect(mails.map(({ flags }) => flags)).toEqual([[], ['\\Seen', '\\Answered'], ['\\Flagged', '\\Draft']]);
  expect(mails[0]?.internalDate).toEqual(new Date(1_600_000_000_000));
  expect(mailbox.sizes).toEqual([17, 17, 17]);
  expect(mailbox.planted).toMatchObject({ subject: [], from: [], header: [], body: [] });
  expect(() => mailbox.mail(4)).toThrow(RangeError);
});

it('leaves folders inside it out, and says so', () => {
  maildir({ 'cur/1.a': 'A\n' });
  mkdirSync(join(dir, '.Sent'));
  expect(open().description).toBe("1 mails of a user's own maildir, without its 1 folder");
});

it('is named by its content, not by where it lies', () => {
  maildir({ 'cur/1.a': 'A\n' });
  const { name, checksum } = open();
  expect(name).toMatch(/^maildir-aerometer-maildir-\w+-[0-9a-f]{12}$/);
  expect(name).toContain(checksum().slice(0, 12));
});

it('is refused when it is empty, no Maildir, or missing', () => {
  expect(failure().fact).toContain('is not a Maildir');
  maildir({});
  expect(failure().fact).toContain('holds no mail');
  writeFileSync(join(dir, 'cur', '1.a'), '');
  expect(failure().fact).toContain('mail 1 is empty');
  expect(failure().exitCode).toBe(EXIT.usage);
  expect(() => mailboxOf({ kind: 'maildir', dir: join(dir, 'none') })).toThrow(/cannot be read\n.*ENOENT/);
});

it('is noticed when a mail is gone after it was opened', () => {
  maildir({ 'cur/1.a': 'A\n' });
  const mailbox = open();
  rmSync(join(dir, 'cur', '1.a'));
  expect(() => mailbox.mail(1)).toThrow(Failure);
});
