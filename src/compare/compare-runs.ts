import { differencesOf, termsOf } from '../difference/differences';
import type { Scenario } from '../scenario/scenario';
import { apart } from './apart';
import { atOnce } from './compared';
import type { Found } from './comparison';
import type { Side } from './sides';
import { type Compares, told } from './told';

type RunSide = Extract<Side, { kind: 'run' }>;

/** Two finished runs: one stage, and their starts are no pairs. */
export function compareRuns(
  command: string,
  base: RunSide,
  head: RunSide,
  specs: readonly Scenario[],
  directory: string | null,
  say: (line: string) => void,
): Compares {
  const all = differencesOf(base.results, head.results, termsOf(base.results.server.name, specs, false));
  const found: Found = {
    directory: directory ?? base.directory,
    command,
    startedAt: new Date().toISOString(),
    base: [base],
    head: [head],
    apart: apart(base.results, head.results),
    pairs: [],
    compared: atOnce(all),
  };
  return told(found, directory !== null, say);
}
