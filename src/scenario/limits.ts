import { evaluate } from './formula';
import type { Limits } from './laws';
import type { Variables } from './variables';

/** Requests by kind, without the service's name: `{ GetObject: 100 }`. */
export type Counts = Readonly<Record<string, number>>;

const kindsOf = (key: string): string[] => key.split(' / ');

/** What is above its limit, in words; empty where nothing is. Throws RangeError on a limit that is no formula. */
export function above(counts: Counts, limits: Limits, variables: Variables): string[] {
  const named = new Set(Object.keys(limits).flatMap((key) => (key === 'any' ? [] : kindsOf(key))));
  const others = Object.keys(counts).filter((kind) => !named.has(kind));
  const groups = Object.entries(limits).map(([key, formula]) => ({
    kinds: key === 'any' ? others : kindsOf(key),
    most: evaluate(formula, variables),
  }));
  const free = limits.any === undefined ? others.map((kind) => ({ kinds: [kind], most: 0 })) : [];
  return [...groups, ...free].flatMap(({ kinds, most }) => {
    const made = kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
    const seen = kinds.filter((kind) => (counts[kind] ?? 0) > 0);
    return made > most ? [`${made} ${seen.join(' + ')} where ${most} may be`] : [];
  });
}

/** What may be at most: "k GetObject", "2 + ceil(k / 1000) of any kind", "none of any kind". */
export function limitText(limits: Limits): string {
  const all = Object.entries(limits);
  if (all.length === 0) return 'none of any kind';
  return all
    .map(([key, formula]) => `${formula} ${key === 'any' ? 'of any kind' : key.replaceAll(' / ', ' or ')}`)
    .join(', ');
}
