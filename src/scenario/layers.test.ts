import { argumentsOf } from './arguments';
import { type Layer, layersOf } from './layers';
import { newBytesOf, verbOf } from './measured';
import type { Measured } from './scenario';

it.each<[Measured, Layer[]]>([
  ['LOGIN {user} {password}', ['session']],
  [{ command: 'AUTHENTICATE PLAIN', reply: '{plain}' }, ['session']],
  ['SELECT INBOX', ['index']],
  ['LIST "" "*" RETURN (STATUS (MESSAGES))', ['index']],
  ['FETCH 1:* (UID FLAGS)', ['index']],
  ['UID FETCH 1:* (FLAGS) (CHANGEDSINCE 12)', ['index']],
  ['fetch 1 envelope', ['summary']],
  ['FETCH 1:* FULL', ['summary']],
  ['FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (DATE FROM)] UID)', ['summary']],
  ['FETCH 1:* (BODY[HEADER])', ['summary', 'write-index']],
  ['FETCH 1:* (ENVELOPE BODY.PEEK[])', ['body']],
  ['FETCH 1:* (BODY.PEEK[]<0.2048>)', ['body']],
  ['FETCH 1:* BODY[]', ['body', 'write-index']],
  ['FETCH 1 (BODY[1.2.MIME])', ['body', 'write-index']],
  ['FETCH 1 (BODY.PEEK[2.HEADER.FIELDS (SUBJECT)])', ['body']],
  ['FETCH 1 RFC822.HEADER', ['summary']],
  ['SEARCH ALL', ['index']],
  ['UID SEARCH UNSEEN 1:{half} UID 1:*', ['index']],
  ['SEARCH SINCE 1-Feb-1994 UNSEEN', ['summary']],
  ['SEARCH HEADER BODY "ALL"', ['summary']],
  ['SEARCH OR SUBJECT "TEXT" (NOT FROM BODY)', ['summary']],
  ['SEARCH OR SUBJECT a (NOT (BODY b))', ['body']],
  ['SEARCH RETURN (MIN MAX) CHARSET UTF-8 TEXT x', ['body']],
  [{ append: 1 }, ['write-mail']],
  [{ deliver: 1 }, ['write-mail']],
  [{ idle: { holdMs: 1 } }, ['index']],
  [{ idle: { arrives: 1 } }, ['index', 'write-mail']],
  ['UID EXPUNGE 1:3', ['write-index']],
])('%j needs %j', (measured, layers) => {
  expect(layersOf(measured, '1:*')).toEqual(layers);
});

it('CLOSE writes only where something is deleted', () => {
  expect(layersOf('CLOSE', 'none')).toEqual(['index']);
  expect(layersOf('CLOSE', '{added}')).toEqual(['write-index']);
});

it.each([
  ['SORT (DATE) UTF-8 ALL', 'the command SORT'],
  ['', 'the command'],
  ['FETCH 1 (BINARY[1])', 'the FETCH item BINARY[1]'],
  ['FETCH 1 (BODY[MIME])', 'the FETCH item BODY[MIME]'],
  ['FETCH 1 (FLAGS) (PARTIAL 1:10)', 'the FETCH modifier PARTIAL'],
  ['SEARCH OLDER 3600', 'the SEARCH key OLDER'],
])('%s: no layer is fixed, and nobody may guess one', (line, what) => {
  expect(() => layersOf(line, 'none')).toThrow(`no layer is fixed for ${what}`);
});

it('a command that asks for nothing has no layer', () => {
  expect(() => layersOf('FETCH 1:*', 'none')).toThrow('asks for nothing');
  expect(() => layersOf('SEARCH', 'none')).toThrow('asks for nothing');
});

it.each<[Measured, string, number | undefined]>([
  ['uid fetch 1 FLAGS', 'UID FETCH', undefined],
  ['NOOP', 'NOOP', undefined],
  [{ command: 'AUTHENTICATE PLAIN', reply: '' }, 'AUTHENTICATE', undefined],
  [{ append: 5 }, 'APPEND', 5],
  [{ deliver: 6 }, 'LMTP', 6],
  [{ idle: { arrives: 7 } }, 'IDLE', 7],
  [{ idle: { holdMs: 8 } }, 'IDLE', undefined],
  [{ sessions: [1, 2, 4], tls: true }, 'SESSIONS', undefined],
])('%j is a %s that brings %s bytes', (measured, verb, bytes) => {
  expect(verbOf(measured)).toBe(verb);
  expect(newBytesOf(measured)).toBe(bytes);
});

describe('arguments', () => {
  it('are atoms, strings and lists', () => {
    expect(argumentsOf('a  "b \\"c\\\\" (d ("" e)) BODY[HEADER.FIELDS (X Y)]<0.1>')).toEqual([
      'a',
      'b "c\\',
      ['d', ['', 'e']],
      'BODY[HEADER.FIELDS (X Y)]<0.1>',
    ]);
  });

  it.each([
    ['(a', '")" is missing'],
    ['a)', '")" without "("'],
    ['"a', 'a quote is missing'],
    ['BODY[', '"]" is missing'],
  ])('%s is refused', (line, fault) => {
    expect(() => argumentsOf(line)).toThrow(fault);
  });
});
