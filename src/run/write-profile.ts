import { basename } from 'node:path';
import { z } from 'zod';
import { type Profile, profileSchema } from '../budget/profile';
import { profilePath, unusable } from '../budget/profile-file';
import { EXIT, Failure } from '../config/failure';
import { writeWhole } from '../report/atomic';

/** Writes a server's file, formatted for a reviewer. Never in CI: a machine may not move the bar it is held to. */
export function writeProfile(
  profile: Profile,
  env: Readonly<Record<string, string | undefined>> = process.env,
  file = profilePath(profile.server),
): void {
  refuseInCi(env, basename(file));
  const parsed = profileSchema.safeParse(profile);
  if (!parsed.success) throw unusable(file, z.prettifyError(parsed.error));
  writeWhole(file, `${JSON.stringify(parsed.data, null, 2)}\n`);
}

/** Throws Failure (exit code 2) in CI. Asked before anything is measured for a profile, too. */
export function refuseInCi(env: Readonly<Record<string, string | undefined>>, what: string): void {
  if (!env.CI) return;
  throw new Failure(EXIT.usage, {
    fact: `${what} is not written in CI`,
    cause: 'CI is set, and a profile is changed on purpose, by a person, in a commit',
    next: 'run the same command on your machine and commit the file',
  });
}
