import type { Family } from '../config/choices';
import { oneLine } from './escape';
import type { Results, ScenarioResult, Variables } from './results';
import { bytes, count } from './units';

export const FAMILY_TITLE: Readonly<Record<Family, string>> = {
  connection: 'Connection',
  notification: 'Notification',
  query: 'Query',
  write: 'Write',
  delivery: 'Delivery',
};

export function titles(results: Results): (result: ScenarioResult) => string {
  const size = sizes(results);
  return (result) => oneLine(result.name) + size(result);
}

/** " [N=200 k=10]" for scenarios that the run measured at several sizes, nothing for the others. */
export function sizes(results: Results): (result: ScenarioResult) => string {
  // Not as they are judged: sessions on two mailboxes must be told apart.
  const keyOf = ({ name, series }: ScenarioResult) => JSON.stringify([name, series]);
  const all = new Map<string, Variables[]>();
  for (const one of results.scenarios) all.set(keyOf(one), [...(all.get(keyOf(one)) ?? []), one.variables]);
  return (result) => {
    const { variables } = result;
    const series = all.get(keyOf(result)) ?? [];
    const varied = (['N', 'k', 'M', 'U', 'B'] as const).filter(
      (v) => new Set(series.map((at) => at[v])).size > 1,
    );
    // B follows from the others in most series, so it names a size only where nothing else does; and so does k = N.
    const whole = series.every(({ N, k }) => N === k);
    const shown = varied.length > 1 ? varied.filter((v) => v !== 'B' && !(v === 'k' && whole)) : varied;
    const size = (v: (typeof shown)[number]) =>
      v === 'B' || v === 'M' ? bytes(variables[v]) : count(variables[v]);
    return shown.length === 0 ? '' : ` [${shown.map((v) => `${v}=${size(v)}`).join(' ')}]`;
  };
}
