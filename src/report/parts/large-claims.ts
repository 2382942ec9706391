import { type Ratio, ratioOf } from '../../meter/ratio';
import type { Claim } from '../section';
import { at, megabytes, READABLE_FROM, sizesOf, type Taken } from './large-figures';
import type { Large, Way } from './large-measured';
import { stepOf, stepText } from './large-steps';

/** "About" is less than twice and more than half. */
const ABOUT = 2;
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
