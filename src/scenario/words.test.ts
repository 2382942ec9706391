import { contextOf } from './example';
import { quoted, replaceWords, wordsIn } from './words';

const two = contextOf({ added: [4096, 4096] });

it.each([
  ['LOGIN {user} {password}', 'LOGIN "alice" "pa\\"ss\\\\word"'],
  ['{plain}', Buffer.from('\0alice\0pa"ss\\word').toString('base64')],
  ['MESSAGES {N} of {seeded}', 'MESSAGES 8 of 6'],
  ['STORE {added} +FLAGS (\\Deleted)', 'STORE 7:8 +FLAGS (\\Deleted)'],
  ['FETCH {next} (UID)', 'FETCH 9 (UID)'],
  ['FETCH 1:{half} (UID)', 'FETCH 1:3 (UID)'],
  ['SEARCH UID {halfuids}', 'SEARCH UID 11:15'],
  ['RENAME {scratch} {scratch}-renamed', 'RENAME aerometer-7 aerometer-7-renamed'],
  ['SEARCH TEXT {word}', 'SEARCH TEXT "needle"'],
  ['SEARCH SINCE {middate}', 'SEARCH SINCE 8-Feb-2024'],
  ['SEARCH LARGER {midsize}', 'SEARCH LARGER 948'],
])('%s is sent as %s', (line, sent) => {
  expect(replaceWords(line, two)).toBe(sent);
});

it('one added mail is a number, not a range', () => {
  expect(replaceWords('{added}', contextOf({ added: [1] }))).toBe('7');
});

it('a word that is not known yet is refused', () => {
  expect(() => replaceWords('STORE {added} x', contextOf())).toThrow('{added}: no step has added a mail');
  expect(() => replaceWords('{bytes}', contextOf())).toThrow('{bytes}: the command brings no mail');
  expect(() => replaceWords('{modseq}', contextOf())).toThrow(
    '{modseq}: HIGHESTMODSEQ has not been asked for',
  );
  expect(replaceWords('{modseq}', contextOf({ modseq: '9223372036854775807' }))).toBe('9223372036854775807');
});

it('a word that does not exist is refused, and the others are named', () => {
  expect(() => replaceWords('FETCH {all}', two)).toThrow('no such word: {all}; there are user, password');
  expect(() => wordsIn('{constructor}')).toThrow('no such word: {constructor}');
});

it('a literal is no word', () => {
  expect(wordsIn('APPEND INBOX {42+}')).toEqual([]);
});

it('what a quoted string cannot hold is refused', () => {
  expect(() => quoted('a\r\nb')).toThrow('cannot be quoted: "a\\r\\nb"');
  expect(() => replaceWords('CREATE {scratch}', contextOf({ scratch: 'a.b' }))).toThrow(
    '"a.b" is not a plain name',
  );
});
