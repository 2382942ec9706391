import { FOLLOWS } from '../parts/bodies-claims';
import type { Results } from '../results';
import { summarizeAll } from '../summarize';
import { bytes } from '../units';

/**
 * Body queries whose peak surely follows the mailbox where its mails are of all sizes, as people's are: from the smallest to the
 * largest mailbox of the study. Mails of one size, as the part bodies has them, hide what an allocator makes of many sizes.
 */
export function followsRealMails(results: Results): string[] {
  const rows = summarizeAll(results).filter(
    ({ result: { series, layer, verb, variables } }) =>
      series === 'mailbox' && layer.includes('body') && /FETCH|SEARCH/.test(verb) && variables.B > 0,
  );
  return [...new Set(rows.map(({ result }) => result.name))].flatMap((name) => {
    const own = rows
      .filter(({ result }) => result.name === name)
      .sort((a, b) => a.result.variables.B - b.result.variables.B);
    const [first, last] = [own[0], own.at(-1)];
    if (!first?.peak || !last?.peak) return [];
    const more = last.result.variables.B - first.result.variables.B;
    const least = last.peak.value - (last.peak.bound ?? 0) - first.peak.value - (first.peak.bound ?? 0);
    if (more <= 0 || least / more <= FOLLOWS) return [];
    return [
      `${name}: ${bytes(first.peak.value)} on ${bytes(first.result.variables.B)} of mail, ${bytes(last.peak.value)} on ${bytes(last.result.variables.B)}`,
    ];
  });
}
