import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT, Failure } from './failure';

/** The package's folder, from sources (src/config) and from compiled code (dist/src/config) alike. */
export const ROOT = above(__dirname);
/** Installed as somebody's dependency, without its sources: nothing is written there. */
export const isInstalled = !existsSync(join(ROOT, 'src'));
/** Where runs go that nobody gave a directory. */
export const RESULTS = join(isInstalled ? process.cwd() : ROOT, 'results');

function above(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error(`no package.json above ${__dirname}`);
  return above(parent);
}

/** A file of docker/ with its `{{words}}` filled in. Throws where the template has a word that nobody gave. */
export function template(path: string, words: Readonly<Record<string, string>>): string {
  return filled(readFileSync(join(ROOT, 'docker', path), 'utf8'), words, `docker/${path}`);
}

/** Throws Failure (exit code 2) where the text, which is called `where`, has a word that nobody gave. */
export function filled(text: string, words: Readonly<Record<string, string>>, where: string): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
    const value = words[word];
    if (value !== undefined) return value;
    throw new Failure(EXIT.usage, {
      fact: `${where} asks for {{${word}}}, which nobody gives`,
      cause: `there are these words: ${Object.keys(words).join(', ')}`,
      next: 'correct the word',
    });
  });
}
