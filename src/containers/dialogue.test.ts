import { PassThrough } from 'node:stream';
import type { Attached } from '../engine/attached';
import { Dialogue } from './dialogue';

function dialogue(whyEnded = async () => 'it was killed (exit code 137)') {
  const written: string[] = [];
  let close = (): void => undefined;
  const stream: Attached = {
    write: (line) => void written.push(line),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    closed: new Promise<void>((resolve) => {
      close = resolve;
    }),
    end: () => void written.push('(closed)'),
  };
  return { talk: new Dialogue(stream, whyEnded), written, stream, close: () => close() };
}

const answer = (value: unknown) => `${JSON.stringify({ ok: true, value })}\n`;

test('answers come in the order of the questions, also where one is split or nobody waits for it any more', async () => {
  const { talk, stream } = dialogue();
  const [first, second] = [talk.ask({ op: 'hello' }), talk.ask({ op: 'unwatch' })];
  stream.stdout.write(answer(1) + answer(2).slice(0, 5));
  stream.stdout.write(answer(2).slice(5));
  expect(await second).toEqual({ ok: true, value: 2 });
  expect(await first).toEqual({ ok: true, value: 1 });
});

test('an agent that is killed fails the question that waits, and every later one, with what became of it', async () => {
  const { talk, stream, close } = dialogue();
  const waits = talk.ask({ op: 'hello' });
  stream.stderr.write('out of memory');
  close();
  const reason = {
    exitCode: 5,
    fact: 'The agent container is gone',
    why: 'it was killed (exit code 137); its last words: out of memory',
  };
  await expect(waits).rejects.toMatchObject(reason);
  await expect(talk.ask({ op: 'hello' })).rejects.toMatchObject(reason);
});

test('where the engine is gone too, that is said', async () => {
  const { talk, close } = dialogue(() => Promise.reject(new Error('connect ECONNREFUSED')));
  const waits = talk.ask({ op: 'hello' });
  close();
  await expect(waits).rejects.toMatchObject({ why: expect.stringContaining('ECONNREFUSED') });
});

test.each([
  ['half a line', '{"ok":true,"va\n'],
  ['a warning of Node', '(node:1) ExperimentalWarning\n'],
  ['no reply', '{"value":3}\n'],
])('%s breaks it for good: the next answer would belong to another question', async (_, line) => {
  const { talk, stream, written } = dialogue();
  const waits = talk.ask({ op: 'hello' });
  stream.stdout.write(line + answer(1));
  await expect(waits).rejects.toThrow('does not keep to its protocol');
  await expect(talk.ask({ op: 'hello' })).rejects.toThrow(line.trim());
  expect(written.at(-1)).toBe('(closed)');
});

test('an answer without a question breaks it too', async () => {
  const { talk, stream } = dialogue();
  stream.stdout.write(answer(1));
  await new Promise((resolve) => setImmediate(resolve));
  await expect(talk.ask({ op: 'hello' })).rejects.toThrow('does not keep to its protocol');
});
