import { compiler, parser } from 'imapflow/lib/handler/imap-handler';
import file from '../../fixtures/commands.json';
import { COMMAND_LOG, readCommandLog } from './command-log';

const { counts, commands, notCarriedOver } = COMMAND_LOG;
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

test('the counts are those that the seed text names', () => {
  expect(sum(counts.map(({ raw }) => raw))).toBe(4619);
  expect(sum(counts.map(({ unique }) => unique))).toBe(248);
  expect(counts).toContainEqual({ name: 'FETCH', raw: 1187, unique: 128 });
  expect(counts).toContainEqual({ name: 'SEARCH', raw: 658, unique: 14 });
});

test('240 of the 248 are here; what is missing are LOGINs and APPENDs', () => {
  expect(commands).toHaveLength(240);
  expect(notCarriedOver.map(({ name, unique }) => [name, unique])).toEqual([
    ['APPEND', 2],
    ['LOGIN', 6],
  ]);
});

const NUMBERS = /^(\*|[1-9]\d*)(:(\*|[1-9]\d*))?(,(\*|[1-9]\d*)(:(\*|[1-9]\d*))?)*$/;

test.each(commands.map(({ name, line }) => [line, name]))('%s', async (line, name) => {
  const [first = '', second = '', third = ''] = line.split(' ');
  expect(first === 'UID' ? second : first).toBe(name);
  if (['FETCH', 'STORE', 'MOVE'].includes(name)) expect(first === 'UID' ? third : second).toMatch(NUMBERS);
  // A literal is sent in two steps, which a line cannot show: any string stands for it.
  const sent = `A1 ${line.replace(/\{user\}/, 'user').replace(/\{(password|message)\}$/, '"text"')}`;
  expect(sent).toMatch(/^[\x20-\x7e]+$/);
  const parsed = await parser(sent);
  expect(parsed.tag).toBe('A1');
  const again = String(await compiler(parsed));
  // imapflow quotes the wildcards of a LIST, which need no quotes (RFC 3501 section 9, list-mailbox).
  expect(name === 'LIST' ? again.replace(/"([*%])"/, '$1') : again).toBe(
    name === 'LIST' ? sent.replace(/"([*%])"/, '$1') : sent,
  );
});

test.each<[string, (log: typeof file) => void]>([
  [
    'a line that is there twice',
    (log) => log.commands.splice(0, 1, { ...log.commands[1], name: 'APPEND' } as never),
  ],
  [
    'a command whose name was not counted',
    (log) => log.commands.push({ name: 'COPY', line: 'COPY 1 Trash' }),
  ],
  ['not as many as were counted', (log) => log.commands.pop()],
])('a log with %s is refused', (message, spoil) => {
  const log = structuredClone(file);
  spoil(log);
  expect(() => readCommandLog(log)).toThrow(message);
});
