import { type Ratio, ratioOf } from '../../meter/ratio';
import { type Slope, slopeOfFreshStarts } from '../../meter/slope';
import { middle } from '../points';
import type { Sample } from '../schema';
import type { Claim } from '../section';
import { bytes, count } from '../units';
import type { Large, Way } from './large-measured';

/** "About" is less than twice and more than half. */
const ABOUT = 2;
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

/** Memory that does not follow the size of the mail but jumps between two sizes, from `low` to `high` bytes. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A step: more than half of what the peak rises over all sizes lies between two neighbours of them, by medians over starts. A
 * straight line has less than that between any two. null where there is none, or the rise cannot be told from nothing.
 */
export function stepOf(data: Large, way: Way): Step | null {
  const points = sizesOf(data).flatMap((size) => {
    const peak = size < READABLE_FROM ? null : at(data, way, size, 'peakRssBytes');
    return peak === null ? [] : [{ size, peak }];
  });
  const peaks = points.map(({ peak }) => peak);
  const whole = Math.max(...peaks) - Math.min(...peaks);
  const bounds = data.readings
    .filter((one) => one.way === way)
    .map(({ sample }) => sample.bounds.peakRssBytes ?? 0);
  if (points.length < 4 || whole <= 2 * Math.max(0, ...bounds)) return null;
  const steps = points.slice(1).flatMap(({ size, peak }, i): Step[] => {
    const before = points[i];
    return before === undefined || peak - before.peak <= whole / 2
      ? []
      : [{ from: before.size, to: size, low: before.peak, high: peak }];
  });
  return steps[0] ?? null;
}

/** "3.4 MiB at 15 MB, 20.3 MiB at 20 MB". */
export function stepText({ from, to, low, high }: Step): string {
  return `${bytes(low)} at ${megabytes(from)}, ${bytes(high)} at ${megabytes(to)}`;
}

/** How many times the cost of an LMTP delivery an APPEND of the same mail has, over the sizes that both took and where both can be read. */
export function appendOverDelivery(
  data: Large,
  figure: Taken,
  isAsked: (size: number) => boolean = () => true,
): Ratio | null {
  return ratioOf(pairsOf(data, figure).flatMap(({ size, pair }) => (isAsked(size) ? [pair] : [])));
}

function pairsOf(data: Large, figure: Taken): { size: number; pair: readonly [number, number] }[] {
  const least = figure === 'peakRssBytes' ? READABLE_FROM : 0;
  return sizesOf(data)
    .filter((size) => size >= least)
    .flatMap((size) => {
      const [a, b] = [known(data, 'append', size, figure), known(data, 'lmtp', size, figure)];
      return a === null || b === null ? [] : [{ size, pair: [a, b] as const }];
    });
}

/** One ratio over all sizes hides that it is another one at each: from the least to the most of it, and on both sides of a step. */
function memoryBySize(data: Large): string {
  const all = pairsOf(data, 'peakRssBytes')
    .flatMap(({ size, pair: [a, b] }) => (a > 0 && b > 0 ? [{ size, times: a / b }] : []))
    .sort((a, b) => a.times - b.times);
  const [least, most] = [all[0], all.at(-1)];
  const range =
    least === undefined || most === undefined || least === most
      ? ''
      : ` That memory is from ${least.times.toFixed(1)} times at ${megabytes(least.size)} to ${most.times.toFixed(1)} times at ${megabytes(most.size)}.`;
  const steps = (['append', 'lmtp'] as const).flatMap((way) => {
    const step = stepOf(data, way);
    if (step === null) return [];
    const [below, above] = [
      appendOverDelivery(data, 'peakRssBytes', (size) => size <= step.from),
      appendOverDelivery(data, 'peakRssBytes', (size) => size >= step.to),
    ];
    return [{ way, step, text: `${ratioText(below)} below and ${ratioText(above)} above` }];
  });
  const sides = [...new Set(steps.map(({ text }) => text))].map((text) => {
    const its = steps.filter((one) => one.text === text);
    return ` There is a step in ${its.map(({ way, step }) => `${way.toUpperCase()} (${stepText(step)})`).join(' and ')}: ${text} it.`;
  });
  return `${range}${sides.join('')}`;
}

/** As `at`, and null where it cannot be told from zero: a ratio of two errors says nothing. */
function known(data: Large, way: Way, size: number, figure: Taken): number | null {
  const value = at(data, way, size, figure);
  const bounds = data.readings
    .filter((one) => one.way === way && one.bytes === size)
    .map(({ sample }) => sample.bounds[figure] ?? 0);
  return value === null || value <= Math.max(0, ...bounds) ? null : value;
}

/** The text: "we will assess that APPEND behaves more or less than a LMTP delivery". */
export function appendLikeDelivery(data: Large): Claim {
  const [cpu, memory] = [appendOverDelivery(data, 'cpuMs'), appendOverDelivery(data, 'peakRssBytes')];
  const outcomes = [about(cpu), about(memory)];
  const sizes = sizesOf(data);
  const small = sizes.find((size) => size < READABLE_FROM);
  const few = small === undefined ? '' : ` At ${megabytes(small)}: ${pairText(data, small)}.`;
  return {
    kind: 'claim',
    claim: 'An APPEND costs about what an LMTP delivery costs.',
    outcome: outcomes.includes('no') ? 'no' : outcomes.every((one) => one === 'yes') ? 'yes' : 'undecided',
    because: `An APPEND takes ${ratioText(cpu)} the CPU and ${ratioText(memory)} the memory of a delivery of the same mail, over ${sizes.length} sizes up to ${megabytes(sizes.at(-1) ?? 0)}; "about" is between half and twice.${memoryBySize(data)}${few}`,
  };
}

function pairText(data: Large, size: number): string {
  const [a, b] = [at(data, 'append', size, 'cpuMs'), at(data, 'lmtp', size, 'cpuMs')];
  return a === null || b === null ? 'not measured' : `${a.toFixed(1)} ms of CPU against ${b.toFixed(1)} ms`;
}

function about(ratio: Ratio | null): Claim['outcome'] {
  if (ratio === null) return 'undecided';
  if (ratio.low > 1 / ABOUT && ratio.high < ABOUT) return 'yes';
  return ratio.high < 1 / ABOUT || ratio.low > ABOUT ? 'no' : 'undecided';
}

/** "1.2 (1.1–1.4) times". */
export function ratioText(ratio: Ratio | null): string {
  if (ratio === null) return '(not to be told from zero)';
  const [value, low, high] = [ratio.value, ratio.low, ratio.high].map((each) => each.toFixed(2));
  return `${value} (${low}–${high}) times`;
}
