import { Readable } from 'node:stream';
import { lineReader, messages } from './stream';

async function collect(pieces: string[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const message of messages(Readable.from(pieces))) all.push(message);
  return all;
}

test('a message that arrives in two pieces is read as one', async () => {
  expect(await collect(['{"stream":"a"}\r\n{"str', 'eam":"b"}\r\n'])).toEqual([
    { stream: 'a' },
    { stream: 'b' },
  ]);
});

test('a last message without an end of line is read', async () => {
  expect(await collect(['{"error":"no space"}'])).toEqual([{ error: 'no space' }]);
});

test('an answer that is cut off throws', async () => {
  const answer = new Readable({ read() {} });
  answer.push('{"stream":"a"}\n');
  setImmediate(() => answer.destroy(new Error('connection lost')));
  await expect(
    (async () => {
      for await (const _ of messages(answer));
    })(),
  ).rejects.toThrow('connection lost');
});

test('pieces become lines, without colours, and a carriage return ends one', () => {
  const lines: string[] = [];
  const read = lineReader((line) => lines.push(line));
  read('\u001b[0m\u001b[91m   Compiling');
  read('\u001b[0m\u001b[91m yoke v0.8.3\n    Building [=> ] 2/9: yoke\r    Building');
  read(' [=> ] 3/9: serde\r\n\n');
  expect(lines).toEqual([
    '   Compiling yoke v0.8.3',
    '    Building [=> ] 2/9: yoke',
    '    Building [=> ] 3/9: serde',
  ]);
});
