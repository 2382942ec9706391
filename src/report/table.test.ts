import { cpuSample, failed, measured, memorySample, results, skipped, verdict } from './synthetic';
import { renderTable } from './table';
import { terminalOf, wrap } from './terminal';

const PLAIN = { width: 120, color: false };
const lineWith = (text: string, part: string) => text.split('\n').find((line) => line.includes(part)) ?? '';
const before = (text: string, first: string, second: string) => {
  expect(text).toContain(first);
  expect(text.indexOf(first)).toBeLessThan(text.indexOf(second));
};
const cheap = (ms: number) => ({ samples: [memorySample(0, ms), cpuSample(1, 'steady', ms, {})] });

test('a row shows CPU, memory, requests and repetitions in readable units', () => {
  const row = lineWith(renderTable(results([measured('FETCH 1:* BODY.PEEK[]')]), PLAIN), 'FETCH');
  for (const cell of ['426 ms', '312 ms', '14.1 MiB', '7.1 MiB', '100 GetObject', '5/2+3'])
    expect(row).toContain(cell);
});

test('of one start there are two digits, and what is retained never reads as more than its peak', () => {
  const retained = (mib: number) => ({ retainedRssBytes: mib * 1024 ** 2, bounds: {} });
  const single = measured('ONE', { samples: [memorySample(0, 57.46), cpuSample(1, 'steady', 93.14, {})] });
  const several = measured('SEVERAL', {
    samples: [
      memorySample(0, 43.9, retained(43.8)),
      memorySample(1, 43.8, retained(36)),
      memorySample(2, 43.8, retained(43.7)),
    ],
  });
  const text = renderTable(results([single, several]), PLAIN);
  expect(lineWith(text, 'ONE')).toMatch(/ 93 ms +57 MiB +29 MiB /);
  expect(lineWith(text, 'SEVERAL')).toMatch(/ 44 MiB +44 MiB /);
});

test('scenarios stand by family in the order of the seed, worst first on request', () => {
  const run = results([
    measured('STORE all', { family: 'write', ...cheap(900) }),
    measured('FETCH small', { family: 'query', ...cheap(3) }),
    measured('LOGIN once', { family: 'connection', ...cheap(60) }),
  ]);
  const byFamily = renderTable(run, PLAIN);
  before(byFamily, 'Connection', 'LOGIN once');
  before(byFamily, 'LOGIN once', 'FETCH small');
  before(byFamily, 'FETCH small', 'STORE all');
  const worst = renderTable(run, { ...PLAIN, worst: 'cpu' });
  before(worst, 'STORE all', 'LOGIN once');
  before(worst, 'LOGIN once', 'FETCH small');
  expect(worst).not.toContain('Connection ');
});

test('those without a figure come last when sorted', () => {
  const run = results([failed('IDLE', 'hung', []), measured('NOOP', cheap(1))]);
  before(renderTable(run, { ...PLAIN, worst: 'peak' }), 'NOOP', 'IDLE');
});

test('a figure that was not taken is a dash, and the reason stands below', () => {
  const sources = { ...memorySample(0, 1).sources, peakRssBytes: 'the engine refuses the agent' };
  const samples = [memorySample(0, 1, { peakRssBytes: null, sources, bounds: {} })];
  const text = renderTable(results([measured('FETCH', { samples })]), PLAIN);
  expect(lineWith(text, 'FETCH')).toContain('–');
  expect(text).toContain('peakRssBytes: the engine refuses the agent (1 scenario)');
});

test('skipped scenarios are named with their reason, broken ones with reason and last log lines', () => {
  const log = Array.from({ length: 30 }, (_, i) => `log line ${i}.`);
  const text = renderTable(
    results([skipped('ENABLE CONDSTORE', 'not advertised'), failed('IDLE waits', 'no answer in 10 s', log)]),
    PLAIN,
  );
  expect(text).toContain('ENABLE CONDSTORE: not advertised');
  expect(text).toContain('IDLE waits: no answer in 10 s');
  expect(text).toContain('log line 29.');
  expect(text).not.toContain('log line 19.');
});

test('what is over budget ends in one line that can be pasted', () => {
  const reproduce = `npx aerometer run ${'--long '.repeat(40)}end`;
  const text = renderTable(
    results([measured('FETCH', { verdicts: [verdict('fail', { reproduce }), verdict('pass')] })]),
    PLAIN,
  );
  expect(text).toContain(reproduce);
  expect(text).toContain('1 fail, 1 pass');
});

test('the foot says where and with what it was measured', () => {
  const text = renderTable(results([measured('FETCH')]), PLAIN);
  const wanted = [
    'foxcpp/maddy:0.8.1',
    'foxcpp/maddy@sha256:feed',
    'Garage 2.5.0',
    'dataset: 100 mails, 22.5 MiB',
    '6.18.44',
    'cgroup v1',
    'Example CPU',
    'server pinned to CPU 1',
    'server at work 50 %',
    'RSS batch: 128 KiB',
  ];
  for (const fact of wanted) expect(text).toContain(fact);
});

test('a server without storage has no storage columns', () => {
  const samples = [memorySample(0, 1)];
  const text = renderTable(results([measured('FETCH', { samples })], { storage: null }), PLAIN);
  expect(lineWith(text, 'CPU steady')).not.toMatch(/S3|K2V/);
  expect(text).toContain('on its own disk');
});

test('K2V requests have a column once there is one', () => {
  const text = renderTable(
    results([measured('FETCH', {}, { 's3:GetObject': 1, 'k2v:ReadBatch': 2 })]),
    PLAIN,
  );
  expect(lineWith(text, 'CPU steady')).toContain('K2V');
});

test.each([80, 100, 120])(
  'no line of the table is longer than %i columns, and what is left out is said',
  (width) => {
    const long = measured(
      `FETCH ${'of many words '.repeat(20)}`,
      {},
      { 's3:CompleteMultipartUpload': 123_456, 's3:X': 1 },
    );
    const huge = measured('APPEND', { samples: [memorySample(0, 5e9), cpuSample(1, 'steady', 1e12, {})] });
    const text = renderTable(results([long, huge]), { width, color: false });
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(width);
    if (width === 80) expect(text).toContain('No room for wall');
  },
);

test('two names that look alike when cut are cut elsewhere, and the size is never cut', () => {
  const words = 'FETCH of the very same beginning, which goes on for long until it is ';
  const at = (N: number) => ({ variables: { N, k: 1, B: 1, M: 1, U: 1 } });
  const text = renderTable(
    results([
      measured(`${words}old`),
      measured(`${words}new`),
      measured('LIST', at(100)),
      measured('LIST', at(200)),
    ]),
    { width: 80, color: false },
  );
  expect(text).toMatch(/….*it is old/);
  expect(text).toMatch(/….*it is new/);
  expect(text).toContain('LIST [N=100]');
  expect(text).toContain('LIST [N=200]');
});

test('nothing that a server wrote reaches the terminal as a command', () => {
  const evil = 'x\u001b[2J\u0007\r\nfake line';
  const run = results([failed(`IDLE ${evil}`, evil, [evil]), skipped('ENABLE', evil)]);
  const text = renderTable({ ...run, server: { ...run.server, version: evil } }, PLAIN);
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u0007');
  expect(text).not.toMatch(/^fake line/m);
});

test('a run of nothing says so', () => {
  expect(renderTable(results([]), PLAIN)).toContain('No scenario was measured');
});

test('colour is for a terminal whose user did not refuse it', () => {
  expect(terminalOf({ isTTY: true, columns: 100 }, {})).toEqual({ width: 100, color: true });
  expect(terminalOf({ isTTY: true }, { NO_COLOR: '1' }).color).toBe(false);
  expect(terminalOf({}, {})).toEqual({ width: 120, color: false });
  expect(terminalOf({ isTTY: true, columns: 20 }, {}).width).toBe(80);
  expect(renderTable(results([measured('FETCH')]), { width: 120, color: true })).toContain('\u001b[1m');
});

test('wrapping keeps the margin and never cuts a word', () => {
  expect(wrap('  one two three', 9, 4)).toEqual(['  one two', '    three']);
  expect(wrap('averyverylongword x', 5, 2)).toEqual(['averyverylongword', '  x']);
});

test('verdicts that decide nothing are told once a reason, exceptions by name', () => {
  const open = verdict('inconclusive', { metric: 'cpu', kind: 'growth', because: 'there is one size' });
  const known = verdict('exception', { because: 'it reads mails' });
  const names = ['LOGIN', 'NOOP', 'FETCH', 'STORE'];
  const text = renderTable(results(names.map((name) => measured(name, { verdicts: [open, known] }))), PLAIN);
  expect(text).toContain(
    'there is one size: LOGIN (cpu, growth); NOOP (cpu, growth); FETCH (cpu, growth) and 1 more',
  );
  expect(text).toContain('Known exceptions (4)');
});

test('an exception of a scenario is told once, at its largest size', () => {
  const at = (N: number, because: string) =>
    measured('FETCH', {
      series: 'count',
      variables: { N, k: N, B: N, M: 1, U: 1 },
      verdicts: [verdict('exception', { metric: 's3', because, actual: N })],
    });
  const text = renderTable(
    results([at(4, 'it reads mails'), at(2, 'it reads mails'), at(8, 'it counts')]),
    PLAIN,
  );
  expect(text.match(/because it reads mails/g)).toHaveLength(1);
  expect(text).toMatch(/s3: 4.*because it reads mails \(and at 1\s+other size\)/);
  expect(text).toContain('because it counts');
});

test('of the sizes of a gate the largest of each series has a line, and names what varied', () => {
  const at = (series: 'count' | 'size', N: number, M: number) =>
    measured('FETCH BODY[]', { series, variables: { N, k: N, B: N * M, M, U: 1 } });
  const text = renderTable(
    results([
      at('count', 4, 100),
      at('count', 8, 100),
      at('size', 2, 1024 ** 2),
      at('size', 2, 2 * 1024 ** 2),
    ]),
    { width: 200, color: false },
  );
  const lines = text.split('\n').filter((line) => line.startsWith('FETCH'));
  expect(lines.map((line) => line.replace(/(.*\]).*/, '$1'))).toEqual([
    'FETCH BODY[] [N=8]',
    'FETCH BODY[] [M=2.00 MiB]',
  ]);
});
