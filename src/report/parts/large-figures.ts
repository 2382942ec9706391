import { type Slope, slopeOfFreshStarts } from '../../meter/slope';
import { middle } from '../points';
import type { Sample } from '../schema';
import { count } from '../units';
import type { Large, Way } from './large-measured';

/** Smaller mails cost less memory than RSS can be read to. */
export const READABLE_FROM = 1e6;

/** Sizes of mails are told in the units of mail sites. */
export function megabytes(value: number): string {
  return value < READABLE_FROM ? `${count(value / 1e3)} kB` : `${count(value / 1e6)} MB`;
}

export type Taken = 'cpuMs' | 'peakRssBytes';

/** Bytes of RAM at the peak, or ms of CPU, for each byte of a mail; over sizes that can be told from nothing. */
export function perByte(data: Large, way: Way, figure: Taken): Slope | null {
  const points = data.readings.flatMap(({ way: its, bytes: x, sample }) => {
    const y = sample[figure];
    return its !== way || x < READABLE_FROM || y === null ? [] : [{ x, y }];
  });
  return slopeOfFreshStarts(points);
}

/** The median over starts at one size; null where it was not taken. */
export function at(data: Large, way: Way, size: number, figure: keyof Sample & Taken): number | null {
  const values = data.readings
    .filter(({ way: its, bytes: of }) => its === way && of === size)
    .flatMap(({ sample }) => sample[figure] ?? []);
  return values.length === 0 ? null : middle(values);
}

export function sizesOf({ readings, refusals }: Large): number[] {
  return [...new Set([...readings, ...refusals].map(({ bytes: size }) => size))].sort((a, b) => a - b);
}
