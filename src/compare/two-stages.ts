import { join } from 'node:path';
import { EARLY, LOOKS, suspectsOf } from '../difference/decide';
import { differencesOf, termsOf } from '../difference/differences';
import type { Results } from '../report/results';
import type { RunImages } from '../run/images';
import { resumeLine } from '../run/resume';
import type { Scenario } from '../scenario/scenario';
import { apart } from './apart';
import { inStages } from './compared';
import type { Found, Ran } from './comparison';
import { measureStage } from './stage';
import type { StageOrder } from './stage-order';
import { type Compares, told } from './told';

/** Pairs of server starts in the first stage, and in the second, which measures only what the first suspects, at most. */
export const STAGE_PAIRS = {
  whole: { first: [1], second: [EARLY, ...LOOKS] },
  quick: { first: [1], second: [EARLY, ...LOOKS.slice(0, 1)] },
} as const;

/** Measures all on a few pairs of server starts and what differs again, in fresh containers; says what is left. Throws Failure for what stops it. */
export async function inTwoStages(
  order: Omit<StageOrder, 'number' | 'scenarios' | 'pairs' | 'directory'>,
  scenarios: readonly Scenario[],
  directory: string,
): Promise<Compares> {
  const { options, images, say, interrupt } = order;
  const startedAt = new Date().toISOString();
  const pairs = options.quick ? STAGE_PAIRS.quick : STAGE_PAIRS.whole;
  try {
    say(
      `Comparing ${nameOf(images.base)} with ${nameOf(images.head)}: ${scenarios.length} scenarios, one pair of server starts each; what may differ goes on to ${pairs.second.join(', ')} more in fresh containers, and three at all sizes where it does.`,
    );
    const stage1: StageOrder = {
      ...order,
      directory,
      number: 1,
      scenarios,
      pairs: { looks: pairs.first, suspects: null },
    };
    const one = await measureStage(stage1);
    const terms = termsOf(images.base.name, scenarios, true);
    const first = differencesOf(one.base, one.head, terms);
    const suspects = suspectsOf(first);
    const suspected = scenarios.filter(({ name }) =>
      suspects.claims.some(({ scenario }) => scenario === name),
    );
    if (suspected.length === 0 && options.keep)
      say(
        '--keep: nothing is left running, for no scenario went on to the second stage, whose containers these would be.',
      );
    const runs = [{ stage: stage1, results: one }];
    let again: ReturnType<typeof differencesOf> = [];
    if (suspected.length > 0) {
      say(`${suspected.length} of ${scenarios.length} may differ and are measured again.`);
      const stage2: StageOrder = {
        ...stage1,
        number: 2,
        scenarios: suspected,
        pairs: { looks: pairs.second, suspects },
      };
      const two = await measureStage(stage2);
      runs.push({ stage: stage2, results: two });
      again = differencesOf(two.base, two.head, terms);
    }
    const ran = (side: 'base' | 'head'): Ran[] =>
      runs.map(({ stage, results }) => ({
        directory: join(directory, `stage-${stage.number}`, side),
        results: results[side],
      }));
    const found: Found = {
      directory,
      command: options.command,
      startedAt,
      base: ran('base'),
      head: ran('head'),
      apart: apart(one.base, one.head),
      pairs: runs.map(({ results }) => startsIn(results.base)),
      compared: inStages(first, again),
    };
    for (const line of brokenLaws(one.base)) say(line);
    return told(found, true, say);
  } catch (error) {
    if (interrupt.signal.aborted) say(`It goes on with: ${resumeLine(options.command, directory)}`);
    throw error;
  }
}

/** Server starts of the scenario that had the most of them; 1 where none could be measured. */
function startsIn({ scenarios }: Results): number {
  return Math.max(1, ...scenarios.map(({ samples }) => new Set(samples.map(({ start }) => start)).size));
}

/** A law that the base breaks is its own affair: a comparison gates what became worse. */
function brokenLaws({ scenarios }: Results): string[] {
  const failed = new Set(
    scenarios
      .filter(({ verdicts }) => verdicts.some(({ outcome }) => outcome === 'fail'))
      .map(({ name }) => name),
  );
  return failed.size === 0
    ? []
    : [
        `The base itself breaks its law in ${failed.size} of ${scenarios.length} measurements, which is not what is compared: ${[...failed].join('; ')}`,
      ];
}

function nameOf({ name, server }: RunImages): string {
  return `${name} (${server.ref})`;
}
