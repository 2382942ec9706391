import type { Cell } from '../section';

/** A figure that was not taken: sorted last. */
export const NONE: Cell = { text: '–', value: null };

export function cellOf(value: number | null, say: (value: number) => string): Cell {
  return value === null ? NONE : { text: say(value), value };
}
