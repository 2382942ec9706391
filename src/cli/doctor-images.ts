import type Docker from 'dockerode';
import type { Recipe } from '../images/image';
import { inspect } from '../images/present';
import { spoken } from '../images/progress';
import { ownTag } from '../images/recipe-hash';
import { RECIPES } from '../images/recipes';
import { type Finding, good, note } from './finding';

/** Which images are here, and how the others would be had. No registry is asked: that may take long. */
export function imageFindings(docker: Docker, architecture: string): Promise<Finding[]> {
  return Promise.all(Object.values(RECIPES).map((recipe) => finding(docker, recipe, architecture)));
}

/** Megabytes of disk that it takes, at most, to build every image that is not here. */
export async function missingMB(docker: Docker, architecture: string): Promise<number> {
  const missing = await Promise.all(
    Object.values(RECIPES).map(async (recipe) =>
      (await present(docker, recipe, architecture)) ? null : recipe.build,
    ),
  );
  return missing.reduce((all, build) => all + (build ? build.keptMB + build.scratchMB : 0), 0);
}

async function finding(docker: Docker, recipe: Recipe, architecture: string): Promise<Finding> {
  const about = `image of ${recipe.name}`;
  const here = await present(docker, recipe, architecture);
  if (here !== null) return good(about, here);
  const pulled = recipe.published === null ? '' : `pulled as ${recipe.published}`;
  const { build } = recipe;
  if (build === null) {
    return note(
      about,
      `not here; will be ${pulled}. It cannot be built from packages; without it the other servers are measured`,
      `docker pull ${recipe.published}${recipe.override === null ? '' : `, or name another: ${recipe.override}`}`,
    );
  }
  const built = `built from ${build.from} (usually ${spoken(build.usualSeconds)} on 2 cores, once)`;
  return note(about, `not here yet; will be ${[pulled, built].filter(Boolean).join(', else ')}`);
}

/** The reference under which the image is on the daemon, for its architecture. */
export async function present(docker: Docker, recipe: Recipe, architecture: string): Promise<string | null> {
  const names = [recipe.published, recipe.build && ownTag(recipe, recipe.build)];
  for (const name of names) {
    const info = name === null ? null : await inspect(docker, name);
    if (info?.Architecture === architecture) return name;
  }
  return null;
}
