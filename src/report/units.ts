/** Numbers for people: a readable unit, and never more digits than the figure earned. */
const TIME: readonly Unit[] = [
  { name: 'ms', size: 1 },
  { name: 's', size: 1000 },
];
const SPACE: readonly Unit[] = ['B', 'KiB', 'MiB', 'GiB', 'TiB'].map((name, power) => ({
  name,
  size: 1024 ** power,
}));
const MOST_DIGITS = 3;
/** One server start tells nothing of the next: a third digit would. */
const DIGITS_OF_ONE_START = 2;
const MOST_DECIMALS = 3;

interface Unit {
  readonly name: string;
  readonly size: number;
}

/** How sure a value is: its stated bound, and how far it spread between starts, both in the value's unit; and how many starts. */
export interface Doubt {
  readonly bound?: number | null;
  readonly spread?: number;
  readonly starts?: number;
}

export const milliseconds = (value: number, doubt: Doubt = {}): string => withUnit(value, TIME, doubt);
export const bytes = (value: number, doubt: Doubt = {}): string => withUnit(value, SPACE, doubt);

/** A count is exact: all its digits, in groups; a mean over executions keeps two decimals. */
export function count(value: number): string {
  return grouped(Number(value.toFixed(2)).toString());
}

export function range(low: number, high: number): string {
  return low === high ? count(low) : `${count(low)}–${count(high)}`;
}

/** Wall time of a whole run or what is left of it: two units at most. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${count(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

function withUnit(value: number, units: readonly Unit[], doubt: Doubt): string {
  const bound = doubt.bound ?? 0;
  const digits = doubt.starts === 1 ? DIGITS_OF_ONE_START : MOST_DIGITS;
  if (bound > 0 && Math.abs(value) < bound) {
    // It cannot be told from zero. Of a difference only that can be said; of an amount, what it is at most.
    return value < 0 ? '~0' : `<${plain(value + bound, units, { doubt: bound, digits }, Math.ceil)}`;
  }
  return plain(value, units, { doubt: Math.max(bound, doubt.spread ?? 0), digits }, Math.round);
}

/** "<1.6 MiB": what an amount of which only `bound` is known is at most. */
export function bytesAtMost(value: number, bound: number): string {
  return `<${plain(value + bound, SPACE, { doubt: bound, digits: MOST_DIGITS }, Math.ceil)}`;
}

function plain(
  value: number,
  units: readonly Unit[],
  { doubt, digits }: { readonly doubt: number; readonly digits: number },
  round: (value: number) => number,
): string {
  const unit = units.find(({ size }) => Math.abs(value) < 999.5 * size) ?? units.at(-1);
  if (unit === undefined) throw new RangeError('no units given');
  const scaled = value / unit.size;
  if (scaled === 0) return `0 ${unit.name}`;
  const smallest = unit.name === 'B' ? 0 : -MOST_DECIMALS;
  const earned = doubt > 0 ? magnitude(doubt / unit.size) : smallest;
  // The last digit shown. A doubt as large as the value itself still leaves its first digit.
  const place = Math.max(smallest, magnitude(scaled) - digits + 1, Math.min(earned, magnitude(scaled)));
  // Division by an integer power keeps 0.3 from becoming 0.30000000000000004.
  const rounded =
    place < 0 ? round(scaled * 10 ** -place) / 10 ** -place : round(scaled / 10 ** place) * 10 ** place;
  return `${grouped((rounded === 0 ? 0 : rounded).toFixed(Math.max(0, -place)))} ${unit.name}`;
}

function magnitude(value: number): number {
  return Math.floor(Math.log10(Math.abs(value)));
}

function grouped(digits: string): string {
  const [whole = '', decimals] = digits.split('.');
  const parted = /^-?\d{4,}$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return decimals === undefined ? parted : `${parted}.${decimals}`;
}
