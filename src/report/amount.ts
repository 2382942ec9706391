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

/** "81 KiB (74 KiB to 88 KiB)"; one number where the ends say the same. */
export function bytesText(amount: Amount): string {
  const [value, low, high] = [amount.value, amount.low, amount.high].map((each) => bytes(each));
  return low === high ? `${value}` : `${value} (${low} to ${high})`;
}
