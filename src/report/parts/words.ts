import type { Slope } from '../../meter/slope';
import { NOT_TAKEN } from '../columns';
import { slopeText } from '../sessions';
import { bytes, milliseconds } from '../units';

/** "41 ± 3 ms"; from one start no interval is known, and that is said. */
export function timeText(slope: Slope | null): string {
  if (slope === null) return NOT_TAKEN;
  const { value, halfWidth } = slope;
  if (halfWidth === null) return `${milliseconds(value, { spread: Math.abs(value) / 10 })} (1 start)`;
  return `${milliseconds(value, { spread: halfWidth })} ± ${milliseconds(halfWidth, { spread: halfWidth })}`;
}

/** Memory a session, or any other slope in bytes. One start has no interval, but many sessions: two digits are earned. */
export function memoryText(slope: Slope | null): string {
  if (slope === null || slope.halfWidth !== null) return slopeText(slope);
  return `${bytes(slope.value, { spread: Math.abs(slope.value) / 10 })} (1 start)`;
}

export function bytesText(value: number | null, starts?: number): string {
  return value === null ? NOT_TAKEN : bytes(value, { starts });
}

/** A cell that is sorted by its number. `starts`: how many server starts it is of; one has fewer digits. */
export const byteCell = (value: number | null, starts?: number) => ({
  text: bytesText(value, starts),
  value,
});
export const timeCell = (value: number | null, starts?: number) => ({
  text: value === null ? NOT_TAKEN : milliseconds(value, { starts }),
  value,
});
