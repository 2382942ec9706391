import { xml } from '../escape';
import { fixed } from './text';

/** One set of points. They are joined in the order given: sort them by x. */
export type Series = {
  readonly name: string;
  /** Colour and shape of point, 0 to 5; without it one of its own. Give the points, their law and its bound the same. */
  readonly tone?: number;
} & (
  | {
      /** `step` keeps its height until the next point, as a distribution function does. */
      readonly style: 'line' | 'dashed' | 'step' | 'points';
      readonly points: readonly (readonly [x: number, y: number])[];
    }
  | {
      /** An area between two lines. */
      readonly style: 'band';
      readonly points: readonly (readonly [x: number, low: number, high: number])[];
    }
);

export const TONES = 6;
/** More points than this say nothing when pointed at: the page would be as large as its data. */
const MOST_TITLES = 200;
const R = 3.5;

/** What a series looks like at its places on the drawing. `say` tells a point in words. */
export function drawn(
  series: Series,
  at: (x: number, y: number) => Place,
  say: (x: number, y: number) => string,
): string {
  const { style, points } = series;
  if (style === 'band') {
    const upper = points.map(([x, , high]) => at(x, high));
    const lower = points.map(([x, low]) => at(x, low)).reverse();
    return upper.length === 0 ? '' : `<path class="area" d="M${[...upper, ...lower].map(said).join('L')}Z"/>`;
  }
  const places = points.map(([x, y]) => at(x, y));
  if (style === 'points') {
    const titles = points.length <= MOST_TITLES;
    return points
      .map(([x, y], index) => dot(series.tone ?? 0, places[index] ?? [0, 0], titles ? say(x, y) : ''))
      .join('');
  }
  if (places.length === 0) return '';
  const kept = thinned(places);
  const path = style === 'step' ? stairs(kept) : `M${kept.map(said).join('L')}`;
  return `<path class="${style === 'dashed' ? 'dashed' : 'solid'}" d="${path}"/>`;
}

export type Place = readonly [x: number, y: number];

/** The mark of a point: a shape as well as a colour, for print and for who does not see colours. */
export function dot(tone: number, [x, y]: Place, title = ''): string {
  const d = [
    `M${fixed(x - R)} ${fixed(y)}a${R} ${R} 0 1 0 ${2 * R} 0a${R} ${R} 0 1 0 ${-2 * R} 0Z`,
    `M${fixed(x - R)} ${fixed(y - R)}h${2 * R}v${2 * R}h${-2 * R}Z`,
    `M${fixed(x)} ${fixed(y - R)}l${R} ${2 * R}h${-2 * R}Z`,
    `M${fixed(x)} ${fixed(y - R)}l${R} ${R}l${-R} ${R}l${-R} ${-R}Z`,
  ][tone % 4];
  return `<path class="dot" d="${d}">${title === '' ? '' : `<title>${xml(title)}</title>`}</path>`;
}

function said([x, y]: Place): string {
  return `${fixed(x)} ${fixed(y)}`;
}

function stairs(places: readonly Place[]): string {
  const [first, ...rest] = places;
  return first === undefined
    ? ''
    : `M${said(first)}${rest.map(([x, y]) => `H${fixed(x)}V${fixed(y)}`).join('')}`;
}

/** As much as can be seen: of the points within half a unit, the first, the lowest, the highest and the last. */
function thinned(places: readonly Place[]): Place[] {
  const columns = new Map<number, number[]>();
  places.forEach(([x], index) => {
    const column = Math.round(x * 2);
    columns.set(column, [...(columns.get(column) ?? []), index]);
  });
  return [...columns.values()].flatMap((indexes) => {
    const y = (index: number) => places[index]?.[1] ?? 0;
    const sorted = [...indexes].sort((a, b) => y(a) - y(b));
    const kept = new Set([indexes[0], sorted[0], sorted.at(-1), indexes.at(-1)]);
    return indexes.filter((index) => kept.has(index)).map((index) => places[index] ?? [0, 0]);
  });
}
