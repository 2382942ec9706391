import { join } from 'node:path';
import type { Results } from '../report/results';
import type { RunImages } from '../run/images';
import { resumeLine } from '../run/resume';
import type { Scenario } from '../scenario/scenario';
import { apart } from './apart';
import { inStages, suspectsOf } from './compared';
import type { Found, Ran } from './comparison';
import { differencesOf } from './differences';
import { measureStage } from './stage';
import type { StageOrder } from './stage-order';
import { type Compares, termsOf, told } from './told';

/** Pairs of server starts in the first stage, and in the second, which measures only what the first suspects. */
export const STAGE_PAIRS = {
  whole: { first: 2, second: 12 },
  quick: { first: 1, second: 4 },
} as const;

/** Measures all on a few pairs of server starts and what differs again, in fresh containers; says what is left. Throws Failure for what stops it. */
export async function inTwoStages(
  order: Omit<StageOrder, 'number' | 'scenarios' | 'pairs' | 'fewSizes' | 'directory'>,
  scenarios: readonly Scenario[],
  directory: string,
): Promise<Compares> {
  const { options, images, say, interrupt } = order;
  const startedAt = new Date().toISOString();
  const pairs = options.quick ? STAGE_PAIRS.quick : STAGE_PAIRS.whole;
  try {
    say(
      `Comparing ${nameOf(images.base)} with ${nameOf(images.head)}: ${scenarios.length} scenarios, ${pairs.first} pairs of server starts; what differs goes on to ${pairs.second} more in fresh containers.`,
    );
    const stage1: StageOrder = {
      ...order,
      directory,
      number: 1,
      scenarios,
      pairs: pairs.first,
      fewSizes: true,
    };
    const one = await measureStage(stage1);
    const first = differencesOf(one.base, one.head, { ...termsOf(one.base, scenarios), paired: true });
    const suspects = suspectsOf(first);
    const suspected = scenarios.filter(({ name }) => suspects.has(name));
    if (suspected.length === 0 && options.keep)
      say(
        '--keep: nothing is left running, for no scenario went on to the second stage, whose containers these would be.',
      );
    const runs = [{ stage: stage1, results: one }];
    let again: ReturnType<typeof differencesOf> = [];
    if (suspected.length > 0) {
      say(`${suspected.length} of ${scenarios.length} differ and are measured again.`);
      const stage2: StageOrder = {
        ...stage1,
        number: 2,
        scenarios: suspected,
        pairs: pairs.second,
        fewSizes: false,
      };
      const two = await measureStage(stage2);
      runs.push({ stage: stage2, results: two });
      again = differencesOf(two.base, two.head, { ...termsOf(two.base, scenarios), paired: true });
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
      pairs: runs.map(({ stage }) => stage.pairs),
      compared: inStages(first, again),
    };
    for (const line of brokenLaws(one.base)) say(line);
    return told(found, true, say);
  } catch (error) {
    if (interrupt.signal.aborted) say(`It goes on with: ${resumeLine(options.command, directory)}`);
    throw error;
  }
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
