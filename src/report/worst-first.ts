import type { Sort } from '../config/choices';
import { mostRequests } from './requests';
import type { Summary } from './summarize';

const COSTS: Readonly<Record<Sort, (row: Summary) => number | null>> = {
  cpu: ({ cpuSteady, cpuFirst }) => (cpuSteady ?? cpuFirst)?.value ?? null,
  peak: ({ peak }) => peak?.value ?? null,
  requests: ({ requests }) => mostRequests(requests),
};

export function cost(row: Summary, by: Sort): number | null {
  return COSTS[by](row);
}

/** The most expensive first, those without a figure last. Equal ones keep their order. */
export function worstFirst(rows: readonly Summary[], by: Sort): Summary[] {
  return [...rows].sort((a, b) => (cost(b, by) ?? -1) - (cost(a, by) ?? -1));
}
