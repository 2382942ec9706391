import type { Results } from '../report/schema';
import { LAST_STAGE } from './alpha';
import { whyNoBudgets } from './fitness';
import { type Exception, entryFor, type Profile } from './profile';
import { brokenOff } from './unsized';

// Where a profile says too little about what was measured, and where more than is needed.

/** Measured scenarios of which a profile that would be judged by says nothing, in words; they would pass unseen. */
export function unprofiled(results: Results, profile: Profile): string[] {
  if (whyNoBudgets(results, profile).all !== null) return [];
  // A profile of the gate's sizes says nothing about other mailboxes, and is not asked to.
  const taken = new Set(Object.values(profile.scenarios).flatMap(Object.keys));
  const broken = brokenOff(results);
  const missing = results.scenarios.filter(
    ({ status, name, series }) =>
      status === 'measured' &&
      !broken.has(name) &&
      taken.has(series) &&
      entryFor(profile, name, series) === undefined,
  );
  return [...new Set(missing.map(({ name, series }) => `"${name}" (${series})`))].map(
    (what) => `scenarios lacks ${what}, which was measured`,
  );
}

/** Exceptions of scenarios that were measured and kept the law: they can be removed. Growth needs sizes to say so. */
export function unused(results: Results, { exceptions }: Profile, needed: ReadonlySet<Exception>): string[] {
  return exceptions.flatMap((exception) => {
    const judged = results.scenarios.filter(({ name }) => name === exception.scenario);
    const metric = (['s3', 'k2v', 'cpu', 'memory'] as const).find((one) => exception[one] !== undefined);
    const metrics = metric === undefined ? ['answer'] : metric === 'memory' ? ['peak'] : [metric];
    const verdicts = judged.flatMap((one) =>
      one.verdicts.filter((verdict) => metrics.includes(verdict.metric)),
    );
    const measured = judged.filter(({ status }) => status !== 'skipped');
    const isKept =
      metric === undefined
        ? verdicts.length === 0
        : verdicts.length > 0 && verdicts.every((v) => v.outcome === 'pass');
    if (measured.length === 0 || needed.has(exception) || !isKept) return [];
    // A growth that passes an early look may show on further starts.
    const starts = new Set(judged.flatMap(({ samples }) => samples.map(({ start }) => start))).size;
    if ((metric === 'cpu' || metric === 'memory') && starts < LAST_STAGE) return [];
    const which = `${exception.scenario}: its exception (${metric ?? 'answer'})`;
    // An answer may be wrong for some mails only, and the gate has others than a study.
    if (metric === undefined) return [`${which} was not met on these mails`];
    return [`${which} is not needed any more; remove it`];
  });
}
