import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { programFor } from '../cli';
import { ROOT } from '../config/root';

const GATE = 'npx aerometer run --gate --image local/server:head --out results/gate';
const COMPARE = 'npx aerometer compare local/server:base local/server:head --out results/compare';

const FILES = [...readdirSync(join(ROOT, 'ci')).filter((name) => name.endsWith('.yml')), '../action.yml'];
const MEASURING = FILES.filter((name) => !/comment|action/.test(name));
const textOf = (name: string) => readFileSync(join(ROOT, 'ci', name), 'utf8');

/** Every shell script in a recipe, whichever key its system has for it. */
function scriptsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(scriptsIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'run' && typeof value === 'string') return [value];
    if ((key === 'script' || key === 'commands') && Array.isArray(value)) return [value.join('\n')];
    return scriptsIn(value);
  });
}

const scriptOf = (name: string) => scriptsIn(parse(textOf(name))).join('\n');

test('there is a recipe for each of four systems', () => {
  expect(MEASURING.sort()).toEqual(['forgejo.yml', 'github.yml', 'gitlab.yml', 'woodpecker.yml']);
});

test.each(MEASURING)('%s calls the two commands', (name) => {
  const lines = scriptOf(name)
    .split('\n')
    .filter((line) => line.includes('npx aerometer'));
  expect(lines.map((line) => line.replace(/ \|\| code=\$\?$/, ''))).toEqual([GATE, COMPARE]);
});

test.each([GATE, COMPARE])('%s is a command line that there is', (line) => {
  const [, , name, ...words] = line.split(' ');
  const command = programFor({ argv: [], env: {}, cwd: '/', say: () => {}, exit: () => {} }).commands.find(
    (one) => one.name() === name,
  );
  const known = command?.options.map(({ long }) => long);
  for (const flag of words.filter((word) => word.startsWith('--'))) expect(known).toContain(flag);
});

test.each(FILES)('the scripts of %s are shell', (name) => {
  const found = spawnSync('bash', ['-n'], {
    input: scriptOf(name).replaceAll(/\$\{\{.*?\}\}/g, 'x'),
    encoding: 'utf8',
  });
  expect(found.stderr).toBe('');
  expect(scriptOf(name)).not.toBe('');
});

test.each(MEASURING)(
  '%s is safe for forks: it reads only, has no secrets, keeps what it measured',
  (name) => {
    const text = textOf(name).replaceAll(/^\s*#.*$/gm, '');
    expect(text).not.toMatch(/pull_request_target|secrets\.|from_secret/);
    const { permissions } = parse(text) as { permissions?: unknown };
    if (/github|forgejo/.test(name)) expect(permissions).toEqual({ contents: 'read' });
    if (name !== 'woodpecker.yml') expect(text).toContain('results/');
  },
);

test('no text of a merge request becomes shell code', () => {
  for (const name of FILES) expect(scriptOf(name)).not.toMatch(/\$\{\{/);
});

test('the comment runs no code of the merge request', () => {
  expect(textOf('github-comment.yml')).not.toMatch(/actions\/checkout|npm |npx /);
});
