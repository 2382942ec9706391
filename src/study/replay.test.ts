import type { CommandLog } from '../scenario/command-log';
import { replay } from './replay';
import type { TinyAnswer } from './tiny-answer';
import { closeTinyBenches, tinyBench } from './tiny-bench';
import { KIB } from './tiny-server';

jest.mock('../engine/connect', () => ({ mustStillAnswer: jest.fn() }));
jest.mock('../scenario/command-log', () => ({
  get COMMAND_LOG() {
    return mockLog;
  },
}));
afterEach(closeTinyBenches);

/** The log that is replayed: a test's own. */
let mockLog: CommandLog;

function logOf(lines: readonly string[]): CommandLog {
  const commands = lines.map((line) => ({ name: /^(?:UID )?(\w+)/.exec(line)?.[1] ?? '', line }));
  const names = [...new Set(commands.map(({ name }) => name))];
  return {
    origin: 'for tests',
    placeholders: { user: 'user', password: 'password', message: 'message' },
    counts: names.map((name) => ({
      name,
      raw: 9,
      unique: commands.filter((one) => one.name === name).length,
    })),
    notCarriedOver: [],
    lost: [],
    commands,
  };
}

async function replayed(
  lines: readonly string[],
  answers: Record<string, TinyAnswer>,
  { alone = 0, storage = false } = {},
) {
  mockLog = logOf(lines);
  const { bench, tiny } = await tinyBench({ answers });
  if (storage) {
    tiny.requests = {};
    Object.assign(bench.plan, { server: 'maddy' });
  }
  const { part, measure } = replay([]);
  const data = part.schema.parse(await measure(bench, { alone }));
  const outcomes = data.commands.map(({ line, outcome }) => [line, outcome]);
  return { data, tiny, bench, outcomes };
}

const done = (untagged: readonly string[], costs: Partial<TinyAnswer> = {}): TinyAnswer => ({
  untagged,
  tagged: 'OK done',
  ...costs,
});
const dies: TinyAnswer = { tagged: null };

test('each line has its outcome, whatever became of those before it', async () => {
  const { data, outcomes } = await replayed(
    ['NOOP', 'SEARCH ALL', 'SEARCH UNSEEN', 'SEARCH SEEN', 'UID FETCH 1:2 (FLAGS)', 'UNSELECT', 'CHECK'],
    {
      'SEARCH UNSEEN': { tagged: 'NO [CANNOT] not that' },
      'SEARCH SEEN': dies,
      'UID FETCH 10:20 (FLAGS)': done(['1 FETCH (UID 10 FLAGS ())', '2 FETCH (UID 20 FLAGS ())'], {
        cpuMs: 7,
      }),
    },
  );
  expect(outcomes).toEqual([
    ['NOOP', 'measured'],
    // An OK without a SEARCH answer.
    ['SEARCH ALL', 'wrong'],
    ['SEARCH UNSEEN', 'rejected'],
    ['SEARCH SEEN', 'broken'],
    ['UID FETCH 1:2 (FLAGS)', 'measured'],
    ['UNSELECT', 'skipped'],
    ['CHECK', 'measured'],
  ]);
  const startsOf = (at: number) => data.commands[at]?.result.samples.map(({ start }) => start);
  expect([startsOf(0), startsOf(4), startsOf(6)]).toEqual([
    [1, 1, 1],
    [2, 2, 2],
    [2, 2, 2],
  ]);
  expect(data.starts).toBe(2);
  expect(data.commands[3]?.result.log).toEqual(['panic: SEARCH SEEN']);
  expect(data.commands[4]?.result.samples.map(({ cpuMs }) => cpuMs)).toEqual([7, 7, 7]);
  expect(data.commands[5]?.result.reason).toContain('does not advertise UNSELECT,');
  expect(data.names).toEqual([
    { name: 'NOOP', raw: 9, lines: 1 },
    { name: 'SEARCH', raw: 9, lines: 3 },
    { name: 'FETCH', raw: 9, lines: 1 },
    { name: 'UNSELECT', raw: 9, lines: 1 },
    { name: 'CHECK', raw: 9, lines: 1 },
  ]);
  expect(data).toMatchObject({ messages: 3, appended: 1000 });
});

test('mailboxes that are created come first, and those that are asked about are made anew on each server', async () => {
  const asked = 'STATUS Sent (MESSAGES)';
  const { data, tiny, outcomes } = await replayed(
    ['SEARCH ALL', asked, 'STATUS Archive (MESSAGES)', 'CREATE New'],
    {
      'SEARCH ALL': dies,
      [asked]: done(['STATUS Sent (MESSAGES 3)']),
      'STATUS Archive (MESSAGES)': { tagged: 'NO [NONEXISTENT] none' },
      'APPEND "Archive" {4096}': { tagged: 'NO full' },
    },
  );
  expect(outcomes.map(([line]) => line)).toEqual([
    'CREATE New',
    'SEARCH ALL',
    asked,
    'STATUS Archive (MESSAGES)',
  ]);
  const made = tiny.heard.filter((line) => /^(CREATE|SEARCH)/.test(line));
  const folders = ['CREATE "Sent"', 'CREATE "Archive"'];
  expect(made).toEqual([...Array(3).fill('CREATE New'), ...folders, 'SEARCH ALL', ...folders]);
  expect(data).toMatchObject({ folders: ['Sent', 'Archive'], starts: 3 });
  expect(data.refusedFolders).toEqual(['Archive: CREATE OK done, APPEND NO full']);
});

test('the line with the highest peak is measured once more, on a start of its own', async () => {
  const search = (peakKib: number) => done(['SEARCH'], { peakKib });
  const { data, bench } = await replayed(
    ['SEARCH ALL', 'SEARCH SEEN', 'SEARCH UNSEEN'],
    { 'SEARCH ALL': search(8), 'SEARCH SEEN': search(512), 'SEARCH UNSEEN': search(64) },
    { alone: 1 },
  );
  expect(data.alone).toMatchObject([{ command: 'SEARCH SEEN', peakRssBytes: 512 * KIB, why: null }]);
  expect([data.starts, bench.serverStarts]).toEqual([1, 2]);
});

test('requests of what was measured are judged, and of nothing else', async () => {
  const requests = { 's3:GetObject': 1 };
  const { data } = await replayed(
    ['SEARCH ALL', 'SEARCH SEEN'],
    { 'SEARCH ALL': done(['SEARCH'], { requests }), 'SEARCH SEEN': { requests, tagged: 'NO' } },
    { storage: true },
  );
  expect(data.commands.map(({ result }) => result.verdicts.map(({ outcome }) => outcome))).toEqual([
    ['fail'],
    [],
  ]);
  expect(data.storageApis).toEqual(['s3']);
});

test('after twenty lines that no server survived the rest is not sent, and named', async () => {
  const deadly = Array.from({ length: 22 }, (_, at) => `SEARCH SUBJECT s${at}`);
  // Refused and skipped lines have cost no server.
  const before = ['SEARCH UNSEEN', 'UNSELECT'];
  const { data, tiny, outcomes } = await replayed([...before, ...deadly, 'NOOP'], {
    'SEARCH UNSEEN': { tagged: 'NO' },
    ...Object.fromEntries(deadly.map((line) => [line, dies])),
  });
  const left = [...deadly.slice(20), 'NOOP'];
  expect(outcomes).toEqual([
    ['SEARCH UNSEEN', 'rejected'],
    ['UNSELECT', 'skipped'],
    ...deadly.slice(0, 20).map((line) => [line, 'broken']),
    ...left.map((line) => [line, 'skipped']),
  ]);
  for (const { result } of data.commands.slice(-left.length))
    expect(result).toMatchObject({ status: 'skipped', reason: expect.stringContaining('too many lines') });
  expect(tiny.heard.filter((line) => left.includes(line))).toEqual([]);
  // For what is not sent no server is started.
  expect(data.starts).toBe(20);
});
