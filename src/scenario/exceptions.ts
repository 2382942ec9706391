import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';

const schema = z.record(
  z.string(),
  z.array(
    z.strictObject({
      scenario: z.string(),
      /** A part of what the harness says is wrong. Another fault of the same scenario is still an error. */
      wrong: z.string().min(10),
      /** Why the server answers so, with the place that shows it. */
      because: z.string().min(10),
    }),
  ),
);

export type KnownWrong = z.infer<typeof schema>[string][number];

const FILE = 'specs/exceptions.json';

/** The wrong answers that are known of a server, committed beside the specs. Throws Failure (exit code 2) on a bad file. */
export function knownWrong(server: string): readonly KnownWrong[] {
  const parsed = schema.safeParse(JSON.parse(readFileSync(join(ROOT, FILE), 'utf8')));
  if (parsed.success) return parsed.data[server] ?? [];
  throw new Failure(EXIT.usage, {
    fact: `${FILE} cannot be used`,
    cause: z.prettifyError(parsed.error),
    next: 'correct the file; CONTRIBUTING says what an entry holds',
  });
}

/** The entry that covers a fault of a scenario, if there is one. */
export function excuseFor(
  known: readonly KnownWrong[],
  scenario: string,
  fault: string,
): KnownWrong | undefined {
  return known.find((entry) => entry.scenario === scenario && fault.includes(entry.wrong));
}
