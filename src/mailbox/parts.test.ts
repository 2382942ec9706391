import { mailboxOf } from './choose';
import { leavesOf } from './parts';

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'), 'latin1');

test('a mail without a multipart has its text as part 1', () => {
  expect(leavesOf(mail('Subject: a', '', 'text', ''))).toEqual(['1']);
  expect(leavesOf(mail('Subject: no body', ''))).toEqual(['1']);
});

test('parts of parts are numbered below them, and what only holds parts is none', () => {
  const text = ['Content-Type: text/plain', '', 'text'];
  const nested = mail(
    'Content-Type: multipart/mixed;',
    ' boundary="out"',
    '',
    'a preamble',
    '--out',
    'Content-Type: multipart/alternative; boundary=in',
    '',
    '--in',
    ...text,
    '--in',
    ...text,
    '--in--',
    '--out',
    ...text,
    '--out--',
    '',
  );
  expect(leavesOf(nested)).toEqual(['1.1', '1.2', '2']);
});

test('a mail in a mail numbers its own parts, and one of a digest needs no type to be a mail', () => {
  const digest = mail(
    'Content-Type: multipart/digest; boundary="d"',
    '',
    '--d',
    '',
    'Subject: first',
    '',
    'text',
    '--d',
    '',
    'Subject: second',
    'Content-Type: multipart/mixed; boundary="m"',
    '',
    '--m',
    '',
    'one',
    '--m',
    '',
    'two',
    '--m--',
    '--d--',
  );
  expect(leavesOf(digest)).toEqual(['1.1', '2.1', '2.2']);
});

test('the dataset has mails with each part that the command log asks for', () => {
  const dataset = mailboxOf({ kind: 'dataset' });
  const all = dataset.sizes.map((_, at) => leavesOf(dataset.mail(at + 1).bytes));
  for (const wanted of [['1'], ['2'], ['1.2'], ['1.2', '2'], ['2.1', '2.2']])
    expect([wanted, all.some((leaves) => wanted.every((part) => leaves.includes(part)))]).toEqual([
      wanted,
      true,
    ]);
});
