import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../config/failure';
import { keepPart } from './parts/part';
import { LOG } from './parts/synthetic-replay';
import { writeResults } from './results';
import { measured, results, verdict } from './synthetic';
import { limits } from './synthetic-parts';
import { writeReport } from './write';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-report-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const WHEN = { startedAt: '2025-01-02T03:04:05Z', finishedAt: '2025-01-02T03:05:05Z' };

test('a report is made from results.json alone, again and again the same', () => {
  writeResults(dir, results([measured('FETCH')]));
  const { files, notes } = writeReport(dir, {});
  expect(notes).toEqual([]);
  expect(readdirSync(dir).sort()).toEqual([
    'index.html',
    'junit.xml',
    'results.json',
    'samples.csv',
    'summary.md',
  ]);
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  writeReport(dir, {});
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(texts);
});

test('the page is named last, and a terminal is told the answer of a study, and none of one command', () => {
  writeResults(dir, results([measured('FETCH')]));
  expect(writeReport(dir, {}).said).toEqual([]);
  keepPart(dir, { part: 'limits', ...WHEN, wanted: null, error: null, data: limits });
  const { files, said } = writeReport(dir, {});
  expect(files.at(-1)).toBe(join(dir, 'index.html'));
  expect(said).toEqual([expect.stringMatching(/^Does maddy 0.8.1 use too much RAM\?/)]);
});

test('a terminal is told what the parts judged, and that no exit code depends on it', () => {
  writeResults(dir, results([measured('FETCH')]));
  const commands = LOG.commands.map((one) => ({
    ...one,
    result: { ...one.result, verdicts: [verdict('fail'), verdict('pass')] },
  }));
  keepPart(dir, { part: 'replay', ...WHEN, wanted: null, error: null, data: { ...LOG, commands } });
  const told = writeReport(dir, {}).said.at(-1);
  expect(told).toContain('replay: 4 fail, 4 pass');
  expect(told).toContain('a study asks and does not gate, so its exit code is the same');
});

test('what the parts have measured is beside the samples of the commands', () => {
  writeResults(dir, results([measured('FETCH')]));
  keepPart(dir, { part: 'limits', ...WHEN, wanted: null, error: null, data: limits });
  writeReport(dir, {});
  const table = readFileSync(join(dir, 'samples', 'limits-steps.csv'), 'utf8');
  expect(table).toContain('row,limitBytes,failed');
  expect(table.split('\r\n')).toHaveLength(limits.steps.length + 2);
});

test('the job summary of a CI is served where there is one', () => {
  writeResults(dir, results([measured('FETCH')]));
  const file = join(dir, 'step');
  writeReport(dir, { GITHUB_STEP_SUMMARY: file });
  expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(dir, 'summary.md'), 'utf8'));
});

test('a job summary that cannot be written is a note, not a failure', () => {
  writeResults(dir, results([measured('FETCH')]));
  expect(writeReport(dir, { GITHUB_STEP_SUMMARY: dir }).notes.join()).toContain(dir);
});

test('a report that cannot be written says so, and leaves no draft behind', () => {
  writeResults(dir, results([measured('FETCH')]));
  mkdirSync(join(dir, 'summary.md'));
  expect(() => writeReport(dir, {})).toThrow(expect.objectContaining({ exitCode: EXIT.machine }));
  expect(readdirSync(dir).some((name) => name.endsWith('.tmp'))).toBe(false);
});
