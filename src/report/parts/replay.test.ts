import type { Results } from '../schema';
import type { Table } from '../section';
import { header, verdict } from '../synthetic';
import { REPLAY, replaySection } from './replay';
import type { Replay, ReplayedCommand } from './replay-schema';
import { LOG, MIB, measured, PRICES } from './synthetic-replay';

const results: Results = { ...header(), scenarios: [], timelines: [] };

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
      ['CPU time', '5.2 s', '4.0 s', '6.3 s'],
      ['S3 requests', '1,152', '576', '1,728'],
    ]),
  );
  expect(tableOf(LOG, 'Which command names').map(([name]) => name)).toEqual(['LOGIN', 'FETCH', 'STORE']);
  expect(tableOf(LOG, 'costs in a month')).toEqual([
    ['dear', '14,000 EUR', '860 EUR', '4.7 EUR', '15,000 EUR', '6,900 EUR', '22,000 EUR'],
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
  expect(REPLAY.judged?.(data)).toEqual([
    { name: 'LOGIN {user} {password}', verdicts: [failed] },
    { name: 'FETCH 1 (UID)', verdicts: [known] },
  ]);
  expect(tableOf(data, 'unique commands of the log').map((row) => row.at(-1))).toEqual([
    'fail, S3 3 GetObject; may be 1 GetObject',
    'exception, S3 3 GetObject: as in "FETCH"',
  ]);
  expect(textOf(data)).toContain(
    '0 pass, 1 are known exceptions of this server, 0 are open and 1 fail (1 LOGIN)',
  );
});

test('an endpoint without a price is named below the bill', () => {
  const commands = [...LOG.commands, measured('LOGIN', 'LOGIN', { cpuMs: 1, requests: { 's3:Unheard': 1 } })];
  expect(textOf({ ...LOG, commands })).toContain('No price is known for s3:Unheard');
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
  expect(tableOf(data, 'One client, one day')).toEqual([['CPU time', '5.2 s', '4.0 s', '6.3 s']]);
  expect(textOf(data)).toContain('no storage to pay for');
  expect(tableOf(data, 'costs in a month')).toEqual([]);
});
