import type { Results, Verdict } from '../schema';
import type { Table } from '../section';
import { cpuSample, header, measured as made, memorySample, verdict } from '../synthetic';
import type { Prices } from './prices';
import { readPrices } from './prices';
import { REPLAY, replaySection } from './replay';
import { billOf, groupOf, unpriced } from './replay-bill';
import { clientDay, missingShare, ofDay, ofName, requestsOf } from './replay-day';
import type { Outcome, Replay, ReplayedCommand } from './replay-schema';

const results: Results = { ...header(), scenarios: [], timelines: [] };
const MIB = 1 << 20;

interface Cost {
  readonly cpuMs: number;
  readonly requests?: Record<string, number>;
  readonly into?: number;
}

function measured(
  name: string,
  line: string,
  { cpuMs, requests = {}, into = 0 }: Cost,
  verdicts: Verdict[] = [],
) {
  const steady = (ms: number) => cpuSample(1, 'steady', ms, requests, { storageBytes: { in: into, out: 0 } });
  const samples = [
    memorySample(1, 3),
    cpuSample(1, 'first', 99, { 's3:GetObject': 99 }),
    steady(cpuMs - 1),
    steady(cpuMs + 1),
  ];
  return command(name, line, 'measured', { status: 'measured', reason: null, samples, verdicts });
}

function command(
  name: string,
  line: string,
  outcome: Outcome,
  change: Partial<ReplayedCommand['result']>,
): ReplayedCommand {
  return { name, line, outcome, result: { ...made(line), command: line, verdicts: [], ...change } };
}

const refused = (name: string, line: string, outcome: Outcome, reason: string) =>
  command(name, line, outcome, { status: outcome === 'skipped' ? 'skipped' : 'error', reason, samples: [] });

/** Two LOGINs to four FETCHes and one STORE: a day has 288, 576 and 144 of them. */
const LOG: Replay = {
  names: [
    { name: 'LOGIN', raw: 2, lines: 1 },
    { name: 'FETCH', raw: 4, lines: 2 },
    { name: 'STORE', raw: 1, lines: 1 },
  ],
  storageApis: ['s3', 'k2v'],
  background: ['k2v:PollItem'],
  messages: 100,
  appended: 20_000,
  folderMails: 3,
  folders: ['Sent'],
  refusedFolders: [],
  starts: 2,
  commands: [
    measured('LOGIN', 'LOGIN {user} {password}', { cpuMs: 10 }),
    measured('FETCH', 'FETCH 1 (BODY.PEEK[])', {
      cpuMs: 2,
      requests: { 's3:GetObject': 1, 'k2v:PollItem': 7 },
      into: 1000,
    }),
    measured('FETCH', 'FETCH 1:3 (BODY.PEEK[])', {
      cpuMs: 6,
      requests: { 's3:GetObject': 3, 'k2v:ReadBatch': 1 },
      into: 5000,
    }),
    refused('STORE', 'STORE 1 +FLAGS (NonJunk)', 'rejected', 'NO keywords are not kept'),
  ],
  alone: [
    { command: 'FETCH 1:3 (BODY.PEEK[])', peakRssBytes: 3 * MIB, boundBytes: MIB / 4, why: null },
    { command: 'FETCH 1 (BODY.PEEK[])', peakRssBytes: 9 * MIB, boundBytes: MIB / 4, why: null },
  ],
};
const days = clientDay(LOG);
const s3 = requestsOf((endpoint) => endpoint.startsWith('s3:'));

test('a day has 288 LOGINs, and every other command in the ratio of the log', () => {
  expect(days.map(({ name, perDay }) => [name, perDay])).toEqual([
    ['LOGIN', 288],
    ['FETCH', 576],
    ['STORE', 144],
  ]);
});

test('executions are spread evenly over the lines of a name, over the cheapest and the dearest alone', () => {
  const fetch = days[1];
  if (fetch === undefined) throw new Error('FETCH is missing');
  // 288 times 2 ms and 288 times 6 ms; 576 times the one; 576 times the other. The first execution, of 99 ms, is no steady one.
  expect(ofName(fetch, ({ cpuMs }) => cpuMs)).toEqual({ mix: 2304, low: 1152, high: 3456 });
  expect(ofName(fetch, s3)).toEqual({ mix: 1152, low: 576, high: 1728 });
});

test('the day is the sum of its names', () => {
  expect(ofDay(days, ({ cpuMs }) => cpuMs)).toEqual({ mix: 5184, low: 4032, high: 6336 });
  expect(ofDay(days, ({ bytes }) => bytes?.in ?? null)).toEqual({
    mix: 1_728_000,
    low: 576_000,
    high: 2_880_000,
  });
});

test('what the server asks for by time is charged to no command', () => {
  expect(
    ofDay(
      days,
      requestsOf((endpoint) => endpoint === 'k2v:PollItem'),
    )?.high,
  ).toBe(0);
});

test('a line that was not measured is missing, and not replaced by its neighbours', () => {
  expect(missingShare(days)).toBeCloseTo(1 / 7);
  const commands = LOG.commands.map((one) =>
    one.line === 'FETCH 1:3 (BODY.PEEK[])' ? refused('FETCH', one.line, 'rejected', 'NO') : one,
  );
  const [, fetch] = clientDay({ ...LOG, commands });
  expect(fetch?.missing).toBe(288);
  // Half of the executions are left, at 2 ms each.
  expect(fetch && ofName(fetch, ({ cpuMs }) => cpuMs)).toEqual({ mix: 576, low: 576, high: 576 });
});

test('a log without LOGIN tells of no day', () => {
  expect(() => clientDay({ ...LOG, names: [{ name: 'FETCH', raw: 4, lines: 2 }] })).toThrow('without LOGIN');
});

const PRICES: Prices = {
  note: 'for tests',
  date: '2025-01-02',
  currency: 'EUR',
  classes: [
    {
      name: 'dear',
      s3PerThousand: { put: 5, get: 0.4, list: 5, delete: 1 },
      k2vPerThousand: { read: 0.1, write: 0.2 },
      egressPerGB: 0.09,
    },
  ],
};

test('the bill is of thirty days: requests a thousand, traffic a gigabyte', () => {
  const [dear] = PRICES.classes;
  const bill = dear && billOf(days, dear);
  // 1,152 GetObject, 288 ReadBatch and 1,728,000 bytes a day.
  expect(bill?.s3.mix).toBeCloseTo((1152 * 30 * 0.4) / 1000, 10);
  expect(bill?.k2v.mix).toBeCloseTo((288 * 30 * 0.1) / 1000, 10);
  expect(bill?.egress.mix).toBeCloseTo((1_728_000 * 30 * 0.09) / 1e9, 10);
  expect(bill?.total.mix).toBeCloseTo(13.824 + 0.864 + 0.0046656, 6);
  expect(bill?.total.low).toBeCloseTo((576 * 30 * 0.4) / 1000 + (576_000 * 30 * 0.09) / 1e9, 6);
});

test.each([
  ['s3:PutObject', 's3:put'],
  ['s3:CopyObject', 's3:put'],
  ['s3:UploadPart', 's3:put'],
  ['s3:CompleteMultipartUpload', 's3:put'],
  ['s3:ListObjectsV2', 's3:list'],
  ['s3:HeadObject', 's3:get'],
  ['s3:DeleteObjects', 's3:delete'],
  ['s3:AbortMultipartUpload', 's3:delete'],
  ['k2v:ReadIndex', 'k2v:read'],
  ['k2v:InsertBatch', 'k2v:write'],
  ['k2v:DeleteItem', 'k2v:write'],
  ['s3:Unheard', undefined],
])('%s is charged as %s', (endpoint, group) => {
  expect(groupOf(endpoint)).toBe(group);
});

test('an endpoint without a price is named', () => {
  const commands = [...LOG.commands, measured('LOGIN', 'LOGIN', { cpuMs: 1, requests: { 's3:Unheard': 1 } })];
  expect(unpriced(clientDay({ ...LOG, commands }))).toEqual(['s3:Unheard']);
  expect(textOf({ ...LOG, commands })).toContain('No price is known for s3:Unheard');
});

test('the committed price table can be read, and one that is none is refused', () => {
  expect(readPrices().classes.length).toBeGreaterThan(0);
  expect(() => readPrices(__filename)).toThrow('holds no price table');
});

function section(data: Replay) {
  return replaySection(REPLAY.schema.parse(data), results, PRICES);
}

function textOf(data: Replay): string {
  return section(data)
    .blocks.flatMap((block) =>
      block.kind === 'paragraph' ? block.text : block.kind === 'list' ? block.items : [],
    )
    .join('\n');
}

function tableOf(data: Replay, caption: string): string[][] {
  const found = section(data).blocks.find(
    (block): block is Table => block.kind === 'table' && block.caption.includes(caption),
  );
  return (found?.rows ?? []).map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text)));
}

test('the section says what was measured, what is missing, and how a day is defined', () => {
  const text = textOf(LOG);
  expect(text).toContain('4 unique commands, which mail clients sent 7 times');
  expect(text).toContain('3 of them were measured with maddy on 2 server starts; 1 were rejected.');
  expect(text).toContain("14 % of the day's commands are missing");
  expect(text).toContain('STORE 14 % (1 of 1 lines)');
  expect(text).toContain('logs in 288 times a day');
  expect(text).toContain('which is an assumption');
  // The highest of those on a fresh start, wherever it stands in the list.
  expect(text).toContain('Peak RSS of the day: 9.0 MiB (FETCH 1 (BODY.PEEK[])), the most');
  expect(text).toContain('Next: 3.0 MiB (FETCH 1:3 (BODY.PEEK[])).');
});

test("peaks within the kernel's error are no figures, and lines without one are named", () => {
  const alone = LOG.alone.map((one) => ({ ...one, boundBytes: 10 * MIB }));
  expect(textOf({ ...LOG, alone })).toContain("by more than the kernel's error of 10.0 MiB above a freshly");
  const [login, ...others] = LOG.commands;
  const samples = login?.result.samples.map((sample) => ({
    ...sample,
    peakRssBytes: null,
    sources: { ...sample.sources, peakRssBytes: 'imap-login exited' },
  }));
  const commands = [{ ...login, result: { ...login?.result, samples } } as ReplayedCommand, ...others];
  expect(textOf({ ...LOG, commands })).toContain('No peak is known of 1 lines (LOGIN): imap-login exited.');
});

test('its tables hold the day, the names, the bill, and each line with its verdict or answer', () => {
  expect(tableOf(LOG, 'one day')[0]?.[0]).not.toBe(undefined);
  expect(tableOf(LOG, 'One client, one day')).toEqual(
    expect.arrayContaining([
      ['CPU time', '5.18 s', '4.03 s', '6.34 s'],
      ['S3 requests', '1,152', '576', '1,728'],
    ]),
  );
  expect(tableOf(LOG, 'Which command names').map(([name]) => name)).toEqual(['LOGIN', 'FETCH', 'STORE']);
  expect(tableOf(LOG, 'costs in a month')).toEqual([
    ['dear', '13.8 EUR', '0.864 EUR', '0.00467 EUR', '14.7 EUR', '6.91 EUR', '22.5 EUR'],
  ]);
  const lines = tableOf(LOG, 'unique commands of the log');
  expect(lines).toHaveLength(4);
  expect(lines[3]?.at(-1)).toBe('rejected: NO keywords are not kept');
  expect(tableOf(LOG, 'not measured')).toEqual([
    ['STORE', '1', 'STORE 1 +FLAGS (NonJunk)', 'rejected: NO keywords are not kept'],
  ]);
});

test('a verdict over its law is shown with what may be; an exception with its reason', () => {
  const failed = verdict('fail', { metric: 's3', actual: '3 GetObject', expected: '1 GetObject' });
  const known = verdict('exception', {
    metric: 's3',
    actual: '3 GetObject',
    because: 'as in "FETCH"',
  });
  const commands = [
    measured('LOGIN', 'LOGIN {user} {password}', { cpuMs: 10 }, [failed]),
    measured('FETCH', 'FETCH 1 (UID)', { cpuMs: 10 }, [known]),
  ];
  const data = { ...LOG, commands };
  expect(tableOf(data, 'unique commands of the log').map((row) => row.at(-1))).toEqual([
    'fail, S3 3 GetObject; may be 1 GetObject',
    'exception, S3 3 GetObject: as in "FETCH"',
  ]);
  expect(textOf(data)).toContain(
    '0 pass, 1 are known exceptions of this server, 0 are open and 1 fail (1 LOGIN)',
  );
});

test('a server without storage has a day of CPU time, no bill and no verdicts', () => {
  const commands = LOG.commands.map((one) => ({
    ...one,
    result: {
      ...one.result,
      samples: one.result.samples.map((sample) => ({
        ...sample,
        requests: null,
        storageBytes: null,
        sources: { ...sample.sources, requests: 'no Garage', storageBytes: 'no storage network' },
      })),
    },
  }));
  const data: Replay = { ...LOG, storageApis: [], background: [], commands };
  expect(tableOf(data, 'One client, one day')).toEqual([['CPU time', '5.18 s', '4.03 s', '6.34 s']]);
  expect(textOf(data)).toContain('no storage to pay for');
  expect(tableOf(data, 'costs in a month')).toEqual([]);
});
