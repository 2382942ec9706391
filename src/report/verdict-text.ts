import { oneLine } from './escape';
import type { Verdict } from './results';
import { amountText } from './verdict';

/** A verdict in one line: what was found, what was wanted, and why. */
export function verdictText(verdict: Verdict): string {
  const { outcome, metric, because } = verdict;
  const why = because === '' ? '' : `, because ${because}`;
  const text = outcome === 'exception' && metric !== 'answer' ? excusedText(verdict) : judgedText(verdict);
  return oneLine(`${text}${why}`);
}

function judgedText({ metric, kind, law, operator, expected, actual, unit }: Verdict): string {
  const wanted = amountText(expected, unit);
  const bound = law === null || law === wanted ? wanted : `${wanted} (${law})`;
  const found = actual === null ? 'not judged' : `${amountText(actual, unit)}, wanted ${operator} ${bound}`;
  return `${kind === 'growth' ? `${metric} above its law` : metric}: ${found}`;
}

/** What the cost model wants and was not kept, and then how much of it is excused. Verdicts of before told the excuse alone. */
function excusedText({ metric, kind, law, actual, unit, model }: Verdict): string {
  if (kind === 'growth') {
    const as = law === null || law === model?.law ? '' : ` as ${law}`;
    if (model === undefined) return `${metric} grows${as}, which is excused`;
    const { expected, actual: above } = model;
    // A departure may be too small to be sure of, and is known all the same (src/budget/verdict-costs.ts).
    const isOpen = Array.isArray(above) && typeof expected === 'number' && above[0] <= expected;
    const found =
      above === null ? 'not judged' : `${amountText(above, unit)}, wanted <= ${amountText(expected, unit)}`;
    return `${metric} above ${model.law}: ${found}${isOpen ? ', which leaves it open' : ''}; its growth${as} is known and excused`;
  }
  const wanted = model === undefined ? '' : `, wanted ${model.law}`;
  return `${metric}: ${amountText(actual, unit)}${wanted}; excused up to ${law ?? '?'}`;
}
