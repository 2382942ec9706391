import type { Completion } from '../imap/wire';
import { wrongOf } from './bodies-answer';
import { ofBytes, ofMails } from './bodies-mailboxes';

const completion = (
  texts: readonly string[],
  bytes = 0,
  status: Completion['status'] = 'OK',
): Completion => ({
  status,
  text: 'done',
  untagged: texts.map((text) => ({ tag: '*', text, dataBytes: bytes, literals: [] })),
});
const two = { N: 2, B: 200 };

test('an answer counts when each mail came with its body', () => {
  const line = 'FETCH 1:* (BODY.PEEK[])';
  const both = ['1 FETCH (BODY[] {100})', '2 FETCH (BODY[] {100})'];
  expect(wrongOf(completion(both, 100), line, two)).toBeNull();
  expect(wrongOf(completion(both, 99), line, two)).toBe('198 bytes of 200');
  expect(wrongOf(completion(both.slice(1), 100), line, two)).toBe('1 mails of 2');
  expect(wrongOf(completion([], 0, 'NO'), line, two)).toBe('it was answered NO');
});

test('structures carry no bodies, and a search for what is nowhere finds nothing', () => {
  expect(wrongOf(completion(['1 FETCH (X)', '2 FETCH (X)']), 'FETCH 1:* FULL', two)).toBeNull();
  expect(wrongOf(completion(['SEARCH']), 'SEARCH TEXT "x"', two)).toBeNull();
  expect(wrongOf(completion(['SEARCH 2']), 'SEARCH TEXT "x"', two)).toBe('1 hits');
  expect(wrongOf(completion([]), 'SEARCH TEXT "x"', two)).toBe('no answer of hits');
});

test('mailboxes are those of the gate, and copies of the largest above them', () => {
  expect(ofMails(16)).toMatchObject({ name: 'INBOX', N: 16, B: 1 << 20, M: 1 << 16 });
  expect(ofMails(512)).toMatchObject({ name: 'Copies-512', user: ofMails(64).user, B: 32 << 20 });
  expect(ofBytes(1 << 20)).toMatchObject({ name: 'INBOX', N: 2, B: 2 << 20, M: 1 << 20 });
  expect(() => ofMails(100)).toThrow('copies of 64');
  expect(() => ofBytes(5)).toThrow('TWO_GROWING');
});
