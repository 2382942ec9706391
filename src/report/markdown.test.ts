import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendJobSummary } from './job-summary';
import { renderMarkdown } from './markdown';
import { failed, measured, report, skipped, verdict } from './synthetic';
import { studyReport } from './synthetic-study';

test('there is one table for each family that was measured', () => {
  const text = renderMarkdown(report([measured('LOGIN', { family: 'connection' }), measured('FETCH')]));
  expect(text.match(/^## (Connection|Query|Write)$/gm)).toEqual(['## Connection', '## Query']);
  expect(text).toMatch(/^\| FETCH \| 426 ms \| 312 ms \| 14\.1 MiB .*\| 100 GetObject \|/m);
});

test('every row of a table has as many cells as its head', () => {
  const text = renderMarkdown(report([measured('a | b || c'), failed('IDLE', 'hung', [])]));
  const cells = (line: string) => line.replace(/\\\|/g, '').split('|').length;
  for (const table of text.split('\n\n').filter((part) => part.startsWith('| scenario'))) {
    expect(new Set(table.split('\n').map(cells)).size).toBe(1);
  }
});

test('skipped, broken, failed and excepted scenarios are told with their reasons', () => {
  const text = renderMarkdown(
    report([
      skipped('ENABLE', 'not advertised'),
      failed('IDLE', 'hung', ['panic: out of words']),
      measured('FETCH', {
        verdicts: [verdict('fail'), verdict('exception', { because: 'known since 0.3' })],
      }),
    ]),
  );
  expect(text).toContain('**ENABLE**: not advertised');
  expect(text).toContain('**IDLE**: hung');
  expect(text).toContain('      panic: out of words');
  expect(text).toContain('reproduce: npx aerometer run --scenario X --seed 7');
  expect(text).toContain('known since 0.3');
});

test('nothing that a server wrote becomes markup', () => {
  const evil = '<script>x</script> ![i](http://e/x.png) `c`\n# head\n| a |';
  const text = renderMarkdown(
    report([failed(evil, evil, ['```', '</pre><script>']), skipped('ENABLE', evil)]),
  );
  expect(text).not.toMatch(/^(?! {6}).*<script>/m);
  expect(text).not.toContain('![i](');
  expect(text).not.toMatch(/^# head/m);
});

test('what a part judges is counted and listed, and a row that its name does not fit is marked', () => {
  const text = renderMarkdown(studyReport());
  expect(text).toContain('Verdicts: 1 exception, 3 pass; limits: 1 fail, 1 pass.');
  expect(text).toMatch(
    /## Over budget in: The smallest memory limit\n\n- FETCH 7 \(RFC822\): s3 requests: 2 GetObject/,
  );
  expect(text).toContain('exit code is the same with these or without');
  expect(text).toContain('- **worn-in server**: ');
  const known = measured('SEARCH', { verdicts: [verdict('exception', { metric: 's3' })] });
  expect(renderMarkdown(report([known]))).toContain('| SEARCH (known exception: s3) |');
});

describe('the job summary', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'aerometer-summary-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  test('is appended to what other steps wrote', () => {
    const file = join(dir, 'summary');
    writeFileSync(file, 'before\n');
    expect(appendJobSummary(file, 'after\n')).toBe('whole');
    expect(readFileSync(file, 'utf8')).toBe('before\nafter\n');
  });

  test('is cut between lines below the cap, and says so', () => {
    const file = join(dir, 'summary');
    expect(appendJobSummary(file, 'größer als erlaubt\n'.repeat(100), 500)).toBe('cut');
    const text = readFileSync(file);
    expect(text.length).toBeLessThanOrEqual(500);
    expect(text.toString()).toMatch(/^(größer als erlaubt\n)+\n\*\*Cut here/);
    expect(appendJobSummary(file, 'one more\n'.repeat(100), 500)).toBe('full');
    expect(readFileSync(file).length).toBe(text.length);
  });
});
