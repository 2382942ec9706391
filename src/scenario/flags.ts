import type { Shown } from '../mailbox/inbox';
import type { PutBack } from './scenario';

/**
 * The STORE commands that put a flag back as it was seeded: off where it was off, on where it was on. Each message is
 * named once, so that a server which stores every message one by one is not kept busy twice.
 */
export function putBack(flag: PutBack, shown: readonly Shown[]): string[] {
  const numbers = { on: [] as number[], off: [] as number[] };
  shown.forEach(({ flags }, i) => {
    const isOn = flags.some((name) => name.toLowerCase() === flag.toLowerCase());
    numbers[isOn ? 'on' : 'off'].push(i + 1);
  });
  return [
    ...(numbers.off.length > 0 ? [`STORE ${sequenceSet(numbers.off)} -FLAGS.SILENT (${flag})`] : []),
    ...(numbers.on.length > 0 ? [`STORE ${sequenceSet(numbers.on)} +FLAGS.SILENT (${flag})`] : []),
  ];
}

/** Ascending numbers as a sequence set, in as few ranges as there are. */
export function sequenceSet(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === number) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}:${last}`)).join(',');
}
