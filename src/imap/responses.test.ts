import { answerOf } from './answer';
import { type Response, ResponseSplitter } from './responses';

function split(octets: string, chunk = 7): Response[] {
  const found: Response[] = [];
  const splitter = new ResponseSplitter((response) => found.push(response));
  const bytes = Buffer.from(octets, 'latin1');
  for (let at = 0; at < bytes.length; at += chunk) splitter.push(bytes.subarray(at, at + chunk));
  return found;
}

const MAIL = 'a\r\n* 9 EXISTS\r\n)b';
const FETCH = `* 1 FETCH (FLAGS (\\Seen) BODY[] {${MAIL.length}}\r\n${MAIL})\r\n`;

test.each([1, 2, 5, 1000])('a literal is data, whatever it looks like (chunks of %i)', (chunk) => {
  const found = split(`${FETCH}* 2 EXISTS\r\na1 OK done\r\n`, chunk);
  expect(found.map(({ tag }) => tag)).toEqual(['*', '*', 'a1']);
  expect(found[0]).toMatchObject({ dataBytes: MAIL.length, literals: [Buffer.from(MAIL)] });
});

test('quoted strings count without their quotes and escapes', () => {
  expect(split('* 1 FETCH (BODY[HEADER.FIELDS (X)] "a\\"b")\r\n')[0]?.dataBytes).toBe(3);
});

test('an empty literal ends at once', () => {
  expect(split('* 1 FETCH (BODY[] {0}\r\n)\r\na1 OK\r\n')).toHaveLength(2);
});

test('answers are counted by kind, hits collected, vanished messages counted one by one', () => {
  const untagged = split(
    `${FETCH}* SEARCH 2 4\r\n* 7 EXPUNGE\r\n* VANISHED 1:3,9\r\n* ESEARCH (TAG "a") ALL 8:9\r\n`,
  );
  const answer = answerOf({ status: 'OK', text: 'done', untagged });
  expect(answer.untagged).toMatchObject({ FETCH: 1, SEARCH: 1, EXPUNGE: 5 });
  expect(answer.hits).toEqual([2, 4, 8, 9]);
});
