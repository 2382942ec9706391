import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';

const LINES = 15;

/** What Jest's --json says of each file. One that cannot be loaded has a message and no test. */
const jestSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.unknown()),
    }),
  ),
});

/** Spec files that could not be loaded, so that nothing in them was measured though others were: null where there is none. Removes the file. */
export function brokenFiles(jsonFile: string): Failure | null {
  // Jest that was ended writes none.
  if (!existsSync(jsonFile)) return null;
  const { testResults } = jestSchema.parse(JSON.parse(readFileSync(jsonFile, 'utf8')));
  rmSync(jsonFile);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const [first] = broken;
  if (!first) return null;
  return new Failure(EXIT.unmeasured, {
    fact: `Nothing was measured of ${broken.map(({ name }) => relative(ROOT, name)).join(', ')}`,
    cause: stripVTControlCharacters(first.message).trim().split('\n').slice(0, LINES).join('\n    '),
    next: 'correct that spec file',
  });
}
