import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { ROOT } from '../config/root';
import { baseImage } from './base';
import { build } from './build';
import type { Image } from './image';
import { inspect } from './present';
import { dockerfileOf, hashOf } from './recipe-hash';

const FOLDER = 'detection';
const RELEASE = 'trixie';
const FILE = 'beside.c';

/** The server's image with the reference load beside the server: made from these two, once. Returns its name. */
export async function dosedImage(
  docker: Docker,
  name: string,
  server: Image,
  load: Image,
  { say, signal }: { say(line: string): void; signal: AbortSignal },
): Promise<string> {
  const source = readFileSync(join(ROOT, 'docker', FOLDER, FILE), 'utf8');
  const tag = `aerometer/dosed-${name}:${hashOf([dockerfileOf(FOLDER)], source, server.id, load.id)}`;
  if (await inspect(docker, tag)) return tag;
  say(`${name}: making an image of it with the reference load inside (usually 20 s, once)`);
  const base = await baseImage(docker, RELEASE, { say, signal });
  await build(docker, {
    name: `${name} with the reference load`,
    tag,
    dockerfile: dockerfileOf(FOLDER),
    files: { [FILE]: source },
    args: { ...base.buildArgs, BASE: base.ref, SERVER: server.ref, LOAD: load.ref },
    signal,
  });
  return tag;
}
