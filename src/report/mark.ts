import type { ScenarioResult, Verdict } from './results';

/** For the legend of a table that has such rows. */
export const MARKED =
  'a scenario is named by what the cost model asks; where its row says "known exception" or "over budget", this server does otherwise';

/** What a row's own verdicts say against its name: "known exception: s3"; empty where nothing does. */
export function markOf({ verdicts }: Pick<ScenarioResult, 'verdicts'>): string {
  const of = (outcome: Verdict['outcome'], words: string) => {
    const metrics = verdicts.filter((one) => one.outcome === outcome).map(({ metric }) => metric);
    return metrics.length === 0 ? [] : [`${words}: ${[...new Set(metrics)].join(', ')}`];
  };
  return [...of('fail', 'over budget'), ...of('exception', 'known exception')].join('; ');
}
