import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root';

/** "0.1.0, commit 1f2e3d4c5b6a", with "changed" where files differ from it; without a commit where this is no clone. */
export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const commit = git('rev-parse', '--short=12', 'HEAD');
  if (commit === null || git('rev-parse', '--show-prefix') !== '') return version;
  return `${version}, commit ${commit}${git('status', '--porcelain') === '' ? '' : ', changed'}`;
}

/** null where there is no git, or no repository. */
function git(...args: string[]): string | null {
  try {
    return execFileSync('git', ['-C', ROOT, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
