import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './config/root';

const SRC = join(ROOT, 'src');
const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** The folders as the table of ARCHITECTURE.md has them, lowest first. */
const ORDER = [...readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| `src\/(\w+)\/`/gm)].map(
  ([, name = '']) => name,
);

test('ARCHITECTURE.md has every folder, once', () => {
  expect([...ORDER].sort()).toEqual(folders.map(({ name }) => name).sort());
});

/** `from` imports from another folder: `engine/lock.ts -> containers`. Tests may look anywhere. */
function importsOf(folder: string): { from: string; to: string }[] {
  const files = readdirSync(join(SRC, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !/\.(engine-)?test\.ts$/.test(name));
  return files.flatMap((name) => {
    const text = readFileSync(join(SRC, folder, name), 'utf8');
    return [...text.matchAll(/(?:from|import|import\()\s*'(?:\.\.\/)+(\w+)\//g)].map(([, to = '']) => ({
      from: `${folder}/${name}`,
      to,
    }));
  });
}

test.each(ORDER)('%s imports only from folders above it in that table', (folder) => {
  const above = ORDER.slice(0, ORDER.indexOf(folder));
  expect(importsOf(folder).filter(({ to }) => ORDER.includes(to) && !above.includes(to))).toEqual([]);
});

test('such imports are found at all', () => {
  expect(importsOf('run').length).toBeGreaterThan(50);
});
