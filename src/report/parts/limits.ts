import { z } from 'zod';
import type { Results } from '../results';
import type { Block, Section } from '../section';
import { bytes } from '../units';
import type { Part } from './part';

const failure = z.strictObject({ scenario: z.string(), reason: z.string() });
const amount = z.number().int().positive();

const schema = z.strictObject({
  /** RSS of the fresh, warmed server (bytes), and the highest peaks above it that the bisection is done with. */
  startRssBytes: z.number().nonnegative(),
  highest: z.array(z.strictObject({ scenario: z.string(), peakRssBytes: z.number().nonnegative() })).min(1),
  /** Scenarios that fail without a limit too, and are no evidence about one. */
  leftOut: z.array(failure),
  /** In the order of trying; `failed` null: all of `highest` survived. */
  steps: z.array(z.strictObject({ limitBytes: amount, failed: failure.nullable() })),
  /** All scenarios, or those that failed the round before, once each. */
  rounds: z.array(z.strictObject({ limitBytes: amount, scenarios: amount, failed: z.array(failure) })),
  /** What failed, not for memory, and was tried once more: its first failure. It stands in `steps` or `rounds` if it failed again. */
  again: z.array(failure).default([]),
  /** Executions after the first at each start, and server starts of those with the highest peaks under the limit found. */
  repeats: z
    .strictObject({ steady: z.number().int().nonnegative(), starts: amount })
    .default({ steady: 0, starts: 1 }),
  /** The smallest limit that was found under which every scenario survives; null: none of those tried. */
  foundBytes: amount.nullable(),
});

export type Limits = z.infer<typeof schema>;

export const LIMITS: Part<Limits> = {
  name: 'limits',
  title: 'The smallest memory limit',
  schema,
  section: limitsSection,
};

function limitsSection(data: Limits, { server }: Results): Section {
  const { startRssBytes, highest, leftOut, steps, rounds, foundBytes, repeats, again } = data;
  const executions = `${repeats.steady + 1} ${repeats.steady === 0 ? 'execution' : 'executions'}`;
  const sure = repeats.starts === 1 ? 'one server start' : `${repeats.starts} server starts`;
  const tried = [
    ...steps.map(({ limitBytes, failed }) => [
      { text: bytes(limitBytes), value: limitBytes },
      `the ${highest.length} with the highest peaks`,
      failed === null ? 'all survive' : `${failed.scenario}: ${failed.reason}`,
    ]),
    ...rounds.map(({ limitBytes, scenarios, failed }) => [
      { text: bytes(limitBytes), value: limitBytes },
      `${scenarios} scenarios`,
      failed.length === 0
        ? 'all survive'
        : failed.map(({ scenario, reason }) => `${scenario}: ${reason}`).join('; '),
    ]),
  ];
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text:
        foundBytes === null
          ? `No limit that was tried let every scenario survive.`
          : `Every scenario survived under a memory limit of ${bytes(foundBytes)}, one session at a time, on this mailbox.`,
    },
    {
      kind: 'paragraph',
      text:
        "The limit is Docker's for the server's container, swap included: it counts page cache (the program's own pages too) and kernel " +
        'memory besides RSS, which the kernel takes back before it kills. Found by bisection (by ratio) over the scenarios with the highest peaks above ' +
        `the fresh, warmed server (${bytes(startRssBytes)}): ${highest.map(({ scenario, peakRssBytes }) => `${scenario} (${bytes(peakRssBytes)})`).join('; ')}. ` +
        `Then all scenarios are run under it, with ${executions} on one server start, and those with the highest peaks on ${sure}; those that fail are tried again under a quarter more.`,
    },
    {
      kind: 'table',
      caption: `Limits tried with ${server.name}`,
      heads: ['limit', 'what was run', 'outcome'],
      rows: tried,
    },
  ];
  if (again.length > 0)
    blocks.push({
      kind: 'list',
      items: again.map(
        ({ scenario, reason }) =>
          `Tried once more, on a fresh storage, for it was not killed for memory: ${scenario}: ${reason}`,
      ),
    });
  if (leftOut.length > 0)
    blocks.push({
      kind: 'list',
      items: leftOut.map(
        ({ scenario, reason }) => `Left out, for it fails without a limit: ${scenario}: ${reason}`,
      ),
    });
  return { id: LIMITS.name, title: LIMITS.title, blocks };
}
