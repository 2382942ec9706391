import type Docker from 'dockerode';
import { bootstrap } from './bootstrap';
import { build } from './build';
import { type HostWays, hostWays } from './host';
import type { ObtainOptions, Release } from './image';
import { architectureOf, inspect } from './present';
import { pull } from './pull';
import { dockerfileOf, hashOf } from './recipe-hash';

type Options = Omit<ObtainOptions, 'given'>;

/** What an image is built on, and what its build is to be told besides. */
export interface Base {
  readonly ref: string;
  readonly buildArgs: Readonly<Record<string, string>>;
}

const underWay = new WeakMap<Docker, Map<Release, Promise<Base>>>();

/** The base image of a release, made once even where several images are built at a time. Throws Failure (exit code 3). */
export function baseImage(docker: Docker, release: Release, options: Options): Promise<Base> {
  const bases = underWay.get(docker) ?? new Map<Release, Promise<Base>>();
  underWay.set(docker, bases);
  const begun = bases.get(release) ?? makeBase(docker, release, options);
  bases.set(release, begun);
  begun.catch(() => bases.delete(release));
  return begun;
}

async function makeBase(docker: Docker, release: Release, options: Options): Promise<Base> {
  const ways = hostWays(release);
  const dockerfile = dockerfileOf('base');
  // The host's ways are part of the tag: after its proxy or CA changed, the old base would lead nowhere.
  const tag = `aerometer/base:${release}-${hashOf([dockerfile], JSON.stringify(ways.files))}`;
  if (!(await inspect(docker, tag))) {
    const files = Object.fromEntries(
      Object.entries(ways.files).map(([name, text]) => [`host/${name}`, text]),
    );
    const args = { ...ways.buildArgs, DEBIAN: await debian(docker, release, ways, options) };
    await build(docker, {
      name: `the ${release} base`,
      tag,
      dockerfile,
      files,
      args,
      signal: options.signal,
    });
  }
  return { ref: tag, buildArgs: ways.buildArgs };
}

/** A plain Debian of the daemon's architecture: there already, pulled, or made from packages. */
async function debian(docker: Docker, release: Release, ways: HostWays, options: Options): Promise<string> {
  const architecture = await architectureOf(docker);
  const published = `debian:${release}-slim`;
  const own = `aerometer/debian:${release}`;
  for (const ref of [published, own]) {
    if ((await inspect(docker, ref))?.Architecture === architecture) return ref;
  }
  const because = await pull(docker, published, options);
  if (because === null) return published;
  await bootstrap(docker, { ...options, release, ref: own, architecture, ways, because });
  return own;
}
