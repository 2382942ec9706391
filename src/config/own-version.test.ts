import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Its ROOT is another folder for each test. */
function versionIn(directory: string): string {
  jest.resetModules();
  jest.doMock('./root', () => ({ ROOT: directory }));
  return (jest.requireActual('./own-version') as typeof import('./own-version')).ownVersion();
}

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'aerometer-version-'));
  execFileSync('sh', ['-c', `echo '{"version":"9.8.7"}' > package.json`], { cwd: directory });
  return directory;
}

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    cwd,
    encoding: 'utf8',
  }).trim();

test('a clone tells its commit, and that it was changed', () => {
  const directory = folder();
  git(directory, 'init', '-q');
  git(directory, 'add', '.');
  git(directory, 'commit', '-qm', 'one');
  const commit = git(directory, 'rev-parse', '--short=12', 'HEAD');
  expect(versionIn(directory)).toBe(`9.8.7, commit ${commit}`);
  execFileSync('touch', ['more'], { cwd: directory });
  expect(versionIn(directory)).toBe(`9.8.7, commit ${commit}, changed`);
});

test('a package in the clone of another project does not tell that one', () => {
  const directory = folder();
  expect(versionIn(directory)).toBe('9.8.7');
  const outer = mkdtempSync(join(tmpdir(), 'aerometer-version-'));
  git(outer, 'init', '-q');
  git(outer, 'commit', '-qm', 'one', '--allow-empty');
  execFileSync('cp', ['-r', directory, join(outer, 'inner')]);
  expect(versionIn(join(outer, 'inner'))).toBe('9.8.7');
});
