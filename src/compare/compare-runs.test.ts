import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BODY, syntheticRun } from '../budget/synthetic';
import { EXIT } from '../config/failure';
import { ROOT } from '../config/root';
import type { Results } from '../report/results';
import { loadScenarios } from '../scenario/registry';
import { compareRuns } from './compare-runs';
import { comparisonSchema } from './schema';

const specs = loadScenarios(join(ROOT, 'specs'));
let dir: string;
let said: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-compare-'));
  said = '';
});
afterEach(() => rmSync(dir, { recursive: true }));

const GOOD = syntheticRun({ cpu: (k) => 5 + 0.01 * k }, { seed: 1, starts: 6 });
const DEARER = syntheticRun({ cpu: (k) => 8 + 0.016 * k, gets: (k) => k + 1 }, { seed: 2, starts: 6 });

function compared(base: Results, head: Results) {
  const side = (results: Results, name: string) => ({
    kind: 'run' as const,
    directory: join(dir, name),
    results,
  });
  const { exitCode } = compareRuns(
    'npx aerometer compare a b',
    side(base, 'a'),
    side(head, 'b'),
    specs,
    dir,
    (line) => {
      said += `${line}\n`;
    },
  );
  const file = (name: string) => readFileSync(join(dir, name), 'utf8');
  return {
    exitCode,
    comparison: comparisonSchema.parse(JSON.parse(file('compare.json'))),
    summary: file('summary.md'),
  };
}

test('a head that costs more is named with its figures and the line that compares again, and ends with 1', () => {
  const { exitCode, comparison, summary } = compared(GOOD, DEARER);
  expect(exitCode).toBe(EXIT.overBudget);
  const worse = comparison.differences.filter(({ outcome }) => outcome === 'worse');
  expect(worse.map(({ metric }) => metric).sort()).toEqual(['cpu', 's3']);
  expect(said).toMatch(new RegExp(`WORSE   ${BODY.replace(/[[\]]/g, '\\$&')}: cpu, .* ms → .* ms, \\+\\d+`));
  expect(said).toContain('3200 → 3,201 GetObject'.replace('3200', '3,200'));
  expect(said).toMatch(/npx aerometer compare \S+\/a \S+\/b/);
  expect(summary).toContain('2 worse');
});

test('a CI that has job summaries gets it as one', () => {
  const file = join(dir, 'job-summary');
  process.env.GITHUB_STEP_SUMMARY = file;
  try {
    const { summary } = compared(GOOD, DEARER);
    expect(readFileSync(file, 'utf8')).toBe(summary);
  } finally {
    delete process.env.GITHUB_STEP_SUMMARY;
  }
});

test('the same the other way round is better, and ends with 0', () => {
  const { exitCode, comparison } = compared(DEARER, GOOD);
  expect(exitCode).toBe(EXIT.ok);
  const better = comparison.differences.filter(({ outcome }) => outcome === 'better');
  expect(better.map(({ metric }) => metric).sort()).toEqual(['cpu', 's3']);
  expect(said).toMatch(/^better /m);
});

test('equal runs differ in nothing', () => {
  const { exitCode, comparison, summary } = compared(GOOD, GOOD);
  expect(exitCode).toBe(EXIT.ok);
  expect(comparison.differences.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
  expect(summary).toContain('1 command costs the same');
});

test.each([
  ['another CPU model', (run: Results) => ({ ...run, host: { ...run.host, cpu: 'Another CPU' } }), 'CPU: '],
  ['another kernel', (run: Results) => ({ ...run, host: { ...run.host, kernel: '5.4.0' } }), 'kernel: '],
  [
    'another mailbox',
    (run: Results) => ({
      ...run,
      run: { ...run.run, mailbox: { ...run.run.mailbox, checksum: 'f'.repeat(64) } },
    }),
    'mailbox: ',
  ],
  ['another server', (run: Results) => ({ ...run, server: { ...run.server, name: 'dovecot' } }), 'server: '],
])('%s is named and gates nothing', (_, change, named) => {
  const { exitCode, comparison } = compared(GOOD, change(DEARER));
  expect(comparison.apart).toEqual([expect.stringContaining(named)]);
  expect(said).toContain(`Not the same, so nothing gates: ${named}`);
  expect(said).toContain('no exit code depends on it');
  expect(exitCode).toBe(EXIT.ok);
});
