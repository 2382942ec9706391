import type { Random } from '../mailbox/random';

/** From when to when somebody is there. */
export type Span = readonly [from: number, to: number];

/** How many are there, at each moment at which that changes. Who leaves at a moment is gone at it. */
export function atOnce(spans: readonly Span[]): (readonly [at: number, there: number])[] {
  const changes = new Map<number, number>();
  for (const [from, to] of spans) {
    changes.set(from, (changes.get(from) ?? 0) + 1);
    changes.set(to, (changes.get(to) ?? 0) - 1);
  }
  let there = 0;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([at, change]) => {
      there += change;
      return [at, there] as const;
    });
}

export function mostAtOnce(spans: readonly Span[]): number {
  return atOnce(spans).reduce((most, [, there]) => Math.max(most, there), 0);
}

/**
 * The most at once when `count` come at any moment of a period, each for one of `lengths` (in periods, below 1), again and
 * again: drawn `draws` times. Answers how often each number came out, the smallest first. Unlike bins, whoever comes at the
 * end of one tick meets those at the beginning of the next. (A scan statistic on a circle; no closed form is known.)
 */
export function drawMost(
  {
    count,
    lengths,
    draws,
  }: { readonly count: number; readonly lengths: readonly number[]; readonly draws: number },
  random: Random,
): [most: number, times: number][] {
  if (lengths.length === 0 || lengths.some((length) => !(length >= 0 && length < 1)))
    throw new RangeError('lengths are shares of a period, from 0 to below 1');
  const found = new Map<number, number>();
  const starts = new Float64Array(count);
  const ends = new Float64Array(count);
  for (let draw = 0; draw < draws; draw += 1) {
    let there = 0;
    for (let i = 0; i < count; i += 1) {
      const from = random.next() / 2 ** 32;
      const to = from + random.pick(lengths);
      starts[i] = from;
      ends[i] = to < 1 ? to : to - 1;
      // Who is there at the end of the period is there at its beginning.
      if (to >= 1) there += 1;
    }
    const most = swept(starts.sort(), ends.sort(), there);
    found.set(most, (found.get(most) ?? 0) + 1);
  }
  return [...found].sort(([a], [b]) => a - b);
}

function swept(starts: Float64Array, ends: Float64Array, before: number): number {
  let [there, most, left] = [before, before, 0];
  for (const start of starts) {
    while (left < ends.length && (ends[left] ?? 0) <= start) {
      left += 1;
      there -= 1;
    }
    there += 1;
    most = Math.max(most, there);
  }
  return most;
}
