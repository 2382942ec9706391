export type ScaleKind = 'linear' | 'log';

/** One axis: where a value stands on it, from 0 to 1, and where ticks may be. */
export interface Scale {
  readonly place: (value: number) => number;
  /** Whether a value has a place at all: on a logarithmic axis only one above 0 has. */
  readonly has: (value: number) => boolean;
  /** Sets of round numbers, the densest first. */
  readonly ticks: readonly (readonly number[])[];
}

export interface ScaleWishes {
  /** Ticks of 1, 2, 5 times 1024 to some power, or of powers of 2: for bytes. */
  readonly binary?: boolean;
  /** The axis begins at 0 where all values are above it, and ends at a round number: for heights. */
  readonly room?: boolean;
}

/** An axis for such values. Nothing, one value or equal ones get a span too. */
export function scaleOf(kind: ScaleKind, values: readonly number[], wishes: ScaleWishes = {}): Scale {
  const has = (value: number) => Number.isFinite(value) && (kind === 'linear' || value > 0);
  const shown = values.filter(has);
  const low = shown.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = shown.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (kind === 'linear') return { has, ...linear(shown.length > 0 ? [low, high] : [0, 1], wishes) };
  return { has, ...logarithmic(shown.length > 0 ? [low, high] : [1, 10], wishes) };
}

type Span = readonly [low: number, high: number];

function linear([least, most]: Span, { binary = false, room = false }: ScaleWishes): Omit<Scale, 'has'> {
  let [low, high] = room ? [Math.min(0, least), Math.max(0, most)] : [least, most];
  if (low === high) [low, high] = low === 0 ? [0, 1] : [low - Math.abs(low) / 2, low + Math.abs(low) / 2];
  if (room) {
    const step = above((high - low) / 6, binary);
    [low, high] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  }
  return { place: (value) => (value - low) / (high - low), ticks: evenTicks([low, high], binary) };
}

function logarithmic([least, most]: Span, { binary = false, room = false }: ScaleWishes): Omit<Scale, 'has'> {
  const [low, high] = least === most ? [least / 2, most * 2] : [least, most];
  const margin = room ? Math.log(high / low) / 25 : 0;
  const [from, to] = [Math.log(low) - margin, Math.log(high) + margin];
  const inside = (value: number) => Math.log(value) >= from - 1e-9 && Math.log(value) <= to + 1e-9;
  const powers = (base: number, stride: number, times: readonly number[]) => {
    const first = Math.floor(from / Math.log(base) / stride) * stride;
    const last = Math.ceil(to / Math.log(base));
    const exponents = Array.from(
      { length: Math.floor((last - first) / stride) + 1 },
      (_, at) => first + at * stride,
    );
    return exponents.flatMap((exponent) => times.map((time) => time * base ** exponent)).filter(inside);
  };
  const round = binary
    ? [1, 2, 5, 10, 20, 40].map((stride) => powers(2, stride, [1]))
    : [powers(10, 1, [1, 2, 5]), ...[1, 2, 3, 5, 10, 20].map((stride) => powers(10, stride, [1]))];
  // Less than two round powers tell no scale: then round numbers at even distances do.
  const ticks = (round[0] ?? []).length > 1 ? round : evenTicks([low, high], binary);
  return { place: (value) => (Math.log(value) - from) / (to - from), ticks };
}

function evenTicks([low, high]: Span, binary: boolean): number[][] {
  const sets: number[][] = [];
  for (let step = above((high - low) / 12, binary); step <= high - low; step = above(step * 1.01, binary)) {
    const first = Math.ceil(low / step - 1e-9);
    const last = Math.floor(high / step + 1e-9);
    // Through a product, so that 0.3 is 0.3 and not three times 0.1.
    sets.push(
      Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12))),
    );
  }
  return sets;
}

/** Of bytes; above 50 they double, so that their multiples are round in the next unit too. */
const BINARY_STEPS = [1, 2, 5, 10, 20, 50, 128, 256, 512, 1024];

/** The smallest round step that is not below `least`. */
function above(least: number, binary: boolean): number {
  if (binary && least > 1) {
    const unit = 1024 ** Math.floor(Math.log2(least) / 10 + 1e-9);
    return unit * (BINARY_STEPS.find((step) => step >= (least / unit) * (1 - 1e-9)) ?? 1024);
  }
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const step = [1, 2, 5, 10].map((time) => time * power).find((size) => size >= least * (1 - 1e-9));
  return step ?? 10 * power;
}
