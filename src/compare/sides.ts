import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVER_NAMES } from '../config/config-settings';
import { EXIT, Failure } from '../config/failure';
import type { ServerName } from '../containers/server';
import { RESULTS_FILE, type Results, readResults } from '../report/results';

/** BASE or HEAD as it was typed: a finished run, or a server with its own image or another. */
export type Side =
  | { readonly kind: 'run'; readonly directory: string; readonly results: Results }
  | { readonly kind: 'image'; readonly server?: ServerName; readonly image?: string };

/**
 * A directory of a run, the name of a server, or else a reference of an image of the server that --server names (the first-class one
 * without). Throws Failure (exit code 2) for a directory without results.
 */
export function sideOf(typed: string, server: ServerName | undefined, cwd: string): Side {
  const directory = resolve(cwd, typed);
  if (existsSync(directory) && statSync(directory).isDirectory()) {
    if (!existsSync(join(directory, RESULTS_FILE))) throw noRun(typed, directory);
    return { kind: 'run', directory, results: readResults(directory) };
  }
  const named = SERVER_NAMES.find((name) => name === typed);
  if (named !== undefined) return { kind: 'image', server: named };
  return { kind: 'image', image: typed, ...(server === undefined ? {} : { server }) };
}

/** An image is of the server that the other side names, where only that one does. Throws Failure (exit code 2) for a run and an image. */
export function bothSides(
  base: string,
  head: string,
  server: ServerName | undefined,
  cwd: string,
): readonly [Side, Side] {
  const sides = [sideOf(base, server, cwd), sideOf(head, server, cwd)] as const;
  const [b, h] = sides;
  if (b.kind === 'run' && h.kind === 'run') return sides;
  if (b.kind === 'image' && h.kind === 'image')
    return [
      { ...b, ...serverOf(b, h) },
      { ...h, ...serverOf(h, b) },
    ];
  throw new Failure(EXIT.usage, {
    fact: `${base} and ${head} cannot be compared`,
    cause: 'one is a finished run and the other an image; figures of two days are no ratio',
    next: 'name two images, which are measured in turn, or two finished runs',
  });
}

function serverOf(
  own: Extract<Side, { kind: 'image' }>,
  other: Extract<Side, { kind: 'image' }>,
): { server?: ServerName } {
  const server = own.server ?? other.server;
  return server === undefined ? {} : { server };
}

function noRun(typed: string, directory: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${typed} cannot be compared`,
    cause: `${directory} is a directory and holds no ${RESULTS_FILE}`,
    next: 'name the directory of a finished run (see --out), an image, or a server',
  });
}
