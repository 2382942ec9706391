import type Docker from 'dockerode';
import { EXIT, Failure } from '../config/failure';
import { baseImage } from './base';
import { build } from './build';
import type { Build, Image, ObtainOptions, Recipe } from './image';
import { architectureOf, describe, inspect } from './present';
import { BuildProgress, spoken } from './progress';
import { pull } from './pull';
import { dockerfileOf, filesOf, ownTag, recipeHash } from './recipe-hash';

const REPORT_MS = 20_000;

/**
 * Has an image on the daemon, by the shortest way: the reference the user gave (that one or none); the published one or our
 * own build, if it is there already; the published one, pulled; built here from packages. Announces what takes long before
 * it starts. Several images may be obtained at the same time. Throws Failure (exit code 3) with every way that was tried.
 */
export async function obtain(docker: Docker, recipe: Recipe, options: ObtainOptions): Promise<Image> {
  options.signal?.throwIfAborted();
  const search = new Search(docker, recipe, options, await architectureOf(docker));
  if (options.given) return search.given(options.given);
  return (await search.present()) ?? (await search.pulled()) ?? (await search.built());
}

/** One search for one image; remembers why each way was closed. */
class Search {
  private readonly closed: string[] = [];

  constructor(
    private readonly docker: Docker,
    private readonly recipe: Recipe,
    private readonly options: ObtainOptions,
    private readonly architecture: string,
  ) {}

  async given(ref: string): Promise<Image> {
    const image =
      (await this.take(ref, 'given')) ?? ((await this.fetch(ref)) && (await this.take(ref, 'given')));
    if (image) return image;
    throw new Failure(EXIT.machine, {
      fact: `The image ${ref}, given for ${this.recipe.name}, is not to be had`,
      cause: this.closed.join('; '),
      next: `check the name; docker load it, or docker pull ${ref} with your registry's login, then run this again`,
    });
  }

  async present(): Promise<Image | null> {
    const { published, build } = this.recipe;
    const here = published ? await this.take(published, 'present') : null;
    return here ?? (build && (await this.take(ownTag(this.recipe, build), 'present')));
  }

  async pulled(): Promise<Image | null> {
    const { published } = this.recipe;
    return published && (await this.fetch(published)) ? this.take(published, 'pulled') : null;
  }

  async built(): Promise<Image> {
    const { build: how, name, version, override } = this.recipe;
    const image = how && (await buildHere(this.docker, this.recipe, how, this.closed.at(-1), this.options));
    const built = image && (await this.take(image, 'built'));
    if (built) return built;
    throw new Failure(EXIT.machine, {
      fact: `No image of ${name} ${version} is to be had on this machine`,
      cause: [...this.closed, 'it cannot be built from packages'].join('; '),
      next: `docker load or docker pull one${override ? `, or name another: ${override}` : ''}`,
    });
  }

  /** The image, if the daemon has it and can run it without emulation, under which no figure would mean anything. */
  private async take(ref: string, origin: Image['origin']): Promise<Image | null> {
    const info = await inspect(this.docker, ref);
    if (!info) return null;
    if (info.Architecture !== this.architecture) {
      this.closed.push(`${ref} is for ${info.Architecture}, the engine for ${this.architecture}`);
      return null;
    }
    return describe(this.docker, this.recipe, ref, info, origin);
  }

  private async fetch(ref: string): Promise<boolean> {
    this.options.say(`${this.recipe.name}: ${ref} is not here; asking its registry`);
    const reason = await pull(this.docker, ref, this.options);
    if (reason) this.closed.push(`${ref} cannot be pulled (${reason})`);
    return reason === null;
  }
}

/** Builds an image from packages and returns its tag. */
async function buildHere(
  docker: Docker,
  recipe: Recipe,
  how: Build,
  because: string | undefined,
  { say, signal }: ObtainOptions,
): Promise<string> {
  const { name, version } = recipe;
  const disk = how.scratchMB > 0 ? `, ${how.scratchMB} MB more until it is done` : '';
  const usual = `usually ${spoken(how.usualSeconds)} on 2 cores, once`;
  say(`${name} ${version}: ${because ?? 'nobody publishes an image of it'}`);
  say(`${name} ${version}: building it here from ${how.from} (about ${how.keptMB} MB${disk}; ${usual})`);
  const base = await baseImage(docker, how.release, { say, signal });
  const tag = ownTag(recipe, how);
  const progress = new BuildProgress(name, how);
  const ticker = setInterval(() => say(progress.report()), REPORT_MS);
  const since = performance.now();
  try {
    await build(docker, {
      name: `${name} ${version}`,
      tag,
      dockerfile: dockerfileOf(how.folder),
      files: filesOf(how),
      args: { ...base.buildArgs, BASE: base.ref, VERSION: version },
      labels: { 'aerometer.recipe': recipeHash(recipe, how) },
      onLine: (line) => progress.read(line),
      signal,
    });
  } finally {
    clearInterval(ticker);
  }
  say(`${name} ${version}: built in ${spoken((performance.now() - since) / 1000)}`);
  return tag;
}
