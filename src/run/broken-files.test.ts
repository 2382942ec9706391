import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../config/root';
import { brokenFiles } from './broken-files';

// As Jest 30 writes them: one file whose tests ran, of which one failed, and one that could not be loaded.
const RAN = {
  name: join(ROOT, 'specs/query.spec.ts'),
  status: 'failed',
  message: '● over its budget',
  assertionResults: [{ status: 'failed' }, { status: 'passed' }],
};
const BROKEN = {
  name: join(ROOT, 'specs/study/limits.spec.ts'),
  status: 'failed',
  message: '  ● Test suite failed to run\n\n    nobody measures the family \u001b[31mquery\u001b[39m',
  assertionResults: [],
};

const folder = mkdtempSync(join(tmpdir(), 'aerometer-broken-'));
afterAll(() => rmSync(folder, { recursive: true }));

function saved(...testResults: readonly unknown[]): string {
  const file = join(folder, 'jest.json');
  writeFileSync(file, JSON.stringify({ testResults }));
  return file;
}

test('a file that could not be loaded is named, though others were measured', () => {
  const file = saved(RAN, BROKEN);
  const failure = brokenFiles(file);
  expect(failure).toMatchObject({ exitCode: 5, fact: 'Nothing was measured of specs/study/limits.spec.ts' });
  expect(failure?.message).toContain('nobody measures the family query');
  expect(existsSync(file)).toBe(false);
});

test('a scenario that failed is told elsewhere, and a Jest that was ended tells nothing', () => {
  expect(brokenFiles(saved(RAN))).toBeNull();
  expect(brokenFiles(join(folder, 'none.json'))).toBeNull();
});
