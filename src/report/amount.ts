import { medianOf } from '../meter/median';
import type { Slope } from '../meter/slope';
import { bytes } from './units';

/** A figure between the least and the most that it may be. */
export interface Amount {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One term of the sizing formula: how much, and what it was taken from. null: it was not measured, and why not is said. */
export type Term =
  | { readonly amount: Amount; readonly from: string }
  | { readonly amount: null; readonly from: string };

export const NOTHING: Amount = { value: 0, low: 0, high: 0 };

/** The middle of what was seen, from the least to the most of it. */
export function rangeOf(values: readonly number[]): Amount | null {
  const value = medianOf(values);
  return value === null ? null : { value, low: Math.min(...values), high: Math.max(...values) };
}

/** null where there is no slope, or no interval of it: one start tells nothing of another. */
export function intervalOf(slope: Slope | null): Amount | null {
  if (slope === null || slope.halfWidth === null) return null;
  const { value, halfWidth } = slope;
  return { value, low: value - halfWidth, high: value + halfWidth };
}

/** From the least to the most of all of them, the middle as in the first; null of none. */
export function spanOf([first, ...others]: readonly Amount[]): Amount | null {
  if (first === undefined) return null;
  const all = [first, ...others];
  return {
    value: first.value,
    low: Math.min(...all.map(({ low }) => low)),
    high: Math.max(...all.map(({ high }) => high)),
  };
}

/** Of what cannot be less than nothing, such as memory that is held: an interval may reach below. */
export function atLeastNothing({ value, low, high }: Amount): Amount {
  return { value: Math.max(0, value), low: Math.max(0, low), high: Math.max(0, high) };
}

export function times({ value, low, high }: Amount, factor: number): Amount {
  return { value: value * factor, low: low * factor, high: high * factor };
}

/** Ends are added to ends: the terms may all be at their most at once. */
export function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce(
    (all, one) => ({ value: all.value + one.value, low: all.low + one.low, high: all.high + one.high }),
    NOTHING,
  );
}

/** "81 KiB (74 to 88)", with its unit at each number where they differ; one number where the ends say the same. */
export function bytesText(amount: Amount): string {
  const [value, low, high] = [bytes(amount.value), bytes(amount.low), bytes(amount.high)];
  if (low === high) return value;
  const units = new Set([value, low, high].map((text) => text.split(' ')[1]));
  const bare = (text: string) => (units.size === 1 ? text.split(' ')[0] : text);
  return `${value} (${bare(low)} to ${bare(high)})`;
}
