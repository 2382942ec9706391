import { cpSync, createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type Docker from 'dockerode';
import { build } from 'esbuild';
import { ROOT } from '../config/root';
import type { GuestSettings } from './settings';

/** What the guest's program reads of the project besides itself: recipes' hashes, templates, the agent's code. */
const BESIDE = ['package.json', 'docker', 'dist/src/agent'];

/** The guest's program as one file with all it imports, the files it reads, and its settings, in a folder. */
export async function packWork(folder: string, settings: GuestSettings): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(ROOT, 'dist/src/guest/inside.js')],
    outfile: join(folder, 'inside.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    // Compiled addons, which their packages do without.
    external: ['*.node', 'cpu-features'],
    logLevel: 'error',
  });
  for (const path of BESIDE) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
}

/** Several images in one archive, which shares their layers (`docker save`). */
export async function saveImages(
  docker: Docker,
  refs: readonly string[],
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const archive = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    docker.modem.dial(
      {
        path: '/images/get?',
        options: { _query: { names: refs } },
        method: 'GET',
        isStream: true,
        abortSignal: signal,
        statusCodes: { 200: true, 404: 'no such image', 500: 'server error' },
      },
      (error, stream) => (error ? reject(error) : resolve(stream as NodeJS.ReadableStream)),
    );
  });
  await pipeline(archive, createWriteStream(file));
}
