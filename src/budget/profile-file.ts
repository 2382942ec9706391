import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { ROOT } from '../config/root';
import { emptyProfile, PROFILE_SCHEMA, type Profile, profileSchema, strangers } from './profile';

/** Where a server's profile and exceptions stand. */
export function profilePath(server: string): string {
  return join(ROOT, 'specs', 'profiles', `${server}.json`);
}

export interface ProfileOptions {
  /** Another file than the server's own. */
  readonly file?: string;
  /** Names of all scenarios, where names in the file are to be checked. */
  readonly scenarios?: readonly string[];
}

/**
 * Reads a server's file; without one, nothing is excused and no budget is known. Names of scenarios are checked where they are
 * given. Throws Failure (exit code 2) with the file and the place.
 */
export function readProfile(server: string, options: ProfileOptions = {}): Profile {
  const file = options.file ?? profilePath(server);
  // Of a server in a config file, which names the profile before it was taken.
  const mayLack = options.file === undefined || server === 'own';
  if (!existsSync(file) && mayLack) return emptyProfile(server);
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(file, reasonOf(error));
  }
  const version = typeof data === 'object' && data !== null && 'schema' in data ? data.schema : undefined;
  if (version !== PROFILE_SCHEMA)
    throw unusable(
      file,
      `its schema is ${JSON.stringify(version)}, and this aerometer reads ${PROFILE_SCHEMA}`,
    );
  const parsed = profileSchema.safeParse(data);
  if (!parsed.success) throw unusable(file, z.prettifyError(parsed.error));
  const profile = parsed.data;
  if (profile.server !== server)
    throw unusable(file, `it is of the server ${profile.server}, and ${server} is judged\n  → at server`);
  const unknown = options.scenarios === undefined ? [] : strangers(profile, options.scenarios);
  if (unknown.length > 0) throw unusable(file, unknown.join('\n'));
  return profile;
}

/**
 * What is known of a server while its profile may be yet to be taken into that file: without it, how the server departs from the laws
 * stands in the one that comes with aerometer, and is copied from there. Throws as `readProfile`.
 */
export function profileBefore(server: string, options: ProfileOptions = {}): Profile {
  if (options.file === undefined || existsSync(options.file)) return readProfile(server, options);
  return { ...emptyProfile(server), exceptions: readProfile(server).exceptions };
}

/** What is wrong with a server's file, with the place. */
export function unusable(file: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${file} cannot be used`,
    cause: `${basename(file)}: ${cause}`,
    next: 'correct the file; CONTRIBUTING says what an entry holds',
  });
}
