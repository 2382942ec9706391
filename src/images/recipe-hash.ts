import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root';
import type { Build, Recipe } from './image';

/** The Dockerfile of a folder under docker/: it and the recipe's `files` make the image; what else stands there is for containers. */
export function dockerfileOf(folder: string): string {
  return readFileSync(join(ROOT, 'docker', folder, 'Dockerfile'), 'utf8');
}

/** What the Dockerfile copies into the image, by name. */
export function filesOf({ folder, files = [] }: Build): Record<string, string> {
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(ROOT, 'docker', folder, name), 'utf8')]),
  );
}

/** Twelve hex digits that change when one of the Dockerfiles does, or a further word. */
export function hashOf(dockerfiles: readonly string[], ...words: readonly string[]): string {
  const hash = createHash('sha256');
  for (const dockerfile of dockerfiles) hash.update(`Dockerfile\0${dockerfile}\0`);
  return hash.update(words.join('\0')).digest('hex').slice(0, 12);
}

/** The hash of how an image is built here: a changed recipe gets a new tag, so it is built again. */
export function recipeHash({ version }: Recipe, how: Build): string {
  const files = Object.entries(filesOf(how)).flat();
  return hashOf([dockerfileOf('base'), dockerfileOf(how.folder)], version, how.release, ...files);
}

/** The name that an image built here gets. */
export function ownTag(recipe: Recipe, build: Build): string {
  return `aerometer/${recipe.name}:${recipe.version}-${recipeHash(recipe, build)}`;
}
