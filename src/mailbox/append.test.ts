import { appendParts, batchesOf } from './append';
import { mailboxOf } from './choose';
import type { Mail, Mailbox } from './mailbox';

const PLUS = new Set(['LITERAL+']);
const MULTI = new Set(['LITERAL+', 'MULTIAPPEND']);
const KB = 1024;

/** A mailbox of mails with these sizes, all alike otherwise. */
function sized(...sizes: number[]): Mailbox {
  const mail = (sequence: number): Mail => ({
    bytes: Buffer.alloc(sizes[sequence - 1] ?? 0, `${sequence}`),
    internalDate: new Date('2021-03-04T05:06:07Z'),
    flags: sequence % 2 === 0 ? ['\\Seen', '\\Flagged'] : [],
  });
  return { ...mailboxOf({ kind: 'single', bytes: 1000 }), sizes, mail };
}

const numbers = (mailbox: Mailbox, capabilities: ReadonlySet<string>) =>
  [...batchesOf(mailbox, capabilities)].map((batch) => batch.map(({ sequence }) => sequence));

test('without MULTIAPPEND each mail is a command of its own', () => {
  expect(numbers(sized(10, 10, 10), PLUS)).toEqual([[1], [2], [3]]);
  expect(numbers(sized(10, 10), new Set(['MULTIAPPEND']))).toEqual([[1], [2]]);
});

test('with it small mails share one, a large one is alone, and the order stays', () => {
  expect(numbers(sized(10, 20, 64 * KB, 10, 10), MULTI)).toEqual([[1, 2], [3], [4, 5]]);
  expect(numbers(sized(40 * KB, 40 * KB, 10), MULTI)).toEqual([[1, 2], [3]]);
});

test('a command carries 32 mails at most', () => {
  expect(numbers(sized(...new Array<number>(70).fill(5)), MULTI).map(({ length }) => length)).toEqual([
    32, 32, 6,
  ]);
});

test('each mail is sent with its flags, date and length', () => {
  const [batch] = [...batchesOf(sized(3, 2), MULTI)];
  if (!batch) throw new Error('no batch');
  const { line, parts } = appendParts(batch, MULTI);
  expect(line).toBe('APPEND INBOX () " 4-Mar-2021 05:06:07 +0000" {3+}');
  expect(String(parts.bytes)).toBe('111 (\\Seen \\Flagged) " 4-Mar-2021 05:06:07 +0000" {2+}\r\n22');
});

test('a server without LITERAL+ is asked before the mail is sent', () => {
  const [batch] = [...batchesOf(sized(3), new Set())];
  const { line, parts } = appendParts(batch ?? [], new Set());
  expect(line).toMatch(/\{3\}$/);
  expect(parts.bytes).toBeUndefined();
  const written: string[] = [];
  const wire = { write: (data: string | Buffer) => written.push(String(data)) };
  parts.onContinue?.(wire as never);
  expect(written).toEqual(['111', '\r\n']);
});
