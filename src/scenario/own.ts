import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'esbuild-register/dist/node';
import { EXIT, Failure } from '../config/failure';
import { loadSpecs } from './registry';
import type { Scenario } from './scenario';

const SPEC = /\.spec\.[jt]s$/;

/** Spec files of the user's own: those that are named, and those in folders that are. Throws Failure (exit code 2) for a path without any. */
export function ownSpecs(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!existsSync(path)) throw unusable(path, 'there is no such file or folder');
    if (!statSync(path).isDirectory()) return SPEC.test(path) ? [path] : throwUnusable(path);
    const found = readdirSync(path).filter((name) => SPEC.test(name));
    return found.length > 0 ? found.sort().map((name) => join(path, name)) : throwUnusable(path);
  });
}

/** Adds their scenarios to the families. TypeScript is compiled on the way. */
export function loadOwn(paths: readonly string[]): readonly Scenario[] {
  const { unregister } = register({ target: 'node20' });
  try {
    return loadSpecs(ownSpecs(paths));
  } finally {
    unregister();
  }
}

function throwUnusable(path: string): never {
  throw unusable(path, 'a spec file is called NAME.spec.ts or NAME.spec.js');
}

function unusable(path: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `specs: ${path} cannot be used`,
    cause,
    next: 'correct `specs` in the config file; docs/own-server.md has an example',
  });
}
