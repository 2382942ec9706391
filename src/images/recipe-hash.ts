import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Build, Recipe } from './image';

const PROJECT = join(__dirname, '..', '..');

/** The folder docker/ of the project, whether this runs from src/ or compiled, from dist/src/. */
const DOCKER_FOLDER = join(
  existsSync(join(PROJECT, 'docker', 'base', 'Dockerfile')) ? PROJECT : dirname(PROJECT),
  'docker',
);

/** Where a recipe's Dockerfile and its files are. */
export function folderOf(name: string): string {
  return join(DOCKER_FOLDER, name);
}

/** Twelve hex digits that change when a folder's Dockerfile does, or a further word. Config templates beside it do not count. */
export function hashOf(folders: readonly string[], ...words: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    hash
      .update('Dockerfile\0')
      .update(readFileSync(join(folder, 'Dockerfile')))
      .update('\0');
  }
  return hash.update(words.join('\0')).digest('hex').slice(0, 12);
}

/** The hash of how an image is built here: a changed recipe gets a new tag, so it is built again. */
export function recipeHash({ version }: Recipe, { folder, release }: Build): string {
  return hashOf([folderOf('base'), folderOf(folder)], version, release);
}

/** The name that an image built here gets. */
export function ownTag(recipe: Recipe, build: Build): string {
  return `aerometer/${recipe.name}:${recipe.version}-${recipeHash(recipe, build)}`;
}
