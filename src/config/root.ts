import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The package's folder, from sources (src/config) and from compiled code (dist/src/config) alike. */
export const ROOT = above(__dirname);

function above(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error(`no package.json above ${__dirname}`);
  return above(parent);
}

/** A file of docker/ with its `{{words}}` filled in. Throws where the template has a word that nobody gave. */
export function template(path: string, words: Readonly<Record<string, string>>): string {
  return readFileSync(join(ROOT, 'docker', path), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
    const value = words[word];
    if (value === undefined) throw new Error(`docker/${path} asks for {{${word}}}, which nobody gives`);
    return value;
  });
}
