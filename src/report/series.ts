import { TERMS, type Term } from '../scenario/laws';
import type { Point } from './points';

/** Six sizes that double: fewer cannot tell a plateau or N log N from growth. */
export const SIZES = 6;
const DOUBLING = { least: 1.4, most: 3 };

/** What varies over the sizes of a scenario, and how the law sees it. */
export interface Series {
  /** The variable that grows the most. */
  readonly size: Term;
  /** The columns of the law at each point: the fixed cost, then each term that varies, as a share of its largest. */
  readonly law: readonly (readonly number[])[];
  /** The next thing above the law, at each point, as a share of its largest. */
  readonly above: readonly number[];
}

/** Sorted by the size that varies. Throws RangeError with what is missing where growth cannot be judged over these sizes. */
export function seriesOf(
  given: readonly Point[],
  terms: readonly Term[],
): { points: Point[]; series: Series } {
  const spread = (term: Term) => spreadOf(given, term);
  // Ties (each mail has its bytes) go to the first: N before k before B.
  const size = TERMS.reduce((most, term) => (spread(term) > 1.2 * spread(most) ? term : most));
  const points = [...given].sort((a, b) => a.variables[size] - b.variables[size]);
  refuseUnfit(points, size);
  const share = (term: Term) => sharesOf(points, term);
  const columns = varying(points, terms);
  const steepest = Math.max(1, ...columns.map(spread));
  const sizes = share(size);
  // A law that hardly moves over these sizes is broken by the size itself; one that moves with it, by their product.
  const follows = steepest > Math.sqrt(spread(size));
  const fastest = columns.find((term) => spread(term) === steepest) ?? size;
  const lawShare = share(fastest);
  return {
    points,
    series: {
      size,
      law: points.map((_, i) => [1, ...columns.map((term) => share(term)[i] ?? 0)]),
      above: sizes.map((value, i) => (follows ? value * (lawShare[i] ?? 0) : value)),
    },
  };
}

/** Terms of a law that tell sizes apart: those that vary, and of two that vary alike the first. */
export function varying(points: readonly Point[], terms: readonly Term[]): Term[] {
  const moving = terms.filter((term) => spreadOf(points, term) > 1.5);
  const alike = (a: Term, b: Term) => {
    const other = sharesOf(points, b);
    return sharesOf(points, a).every((value, i) => Math.abs(value - (other[i] ?? 0)) < 0.05);
  };
  return moving.filter((term, i) => !moving.slice(0, i).some((other) => alike(term, other)));
}

function spreadOf(points: readonly Point[], term: Term): number {
  const values = points.map(({ variables }) => variables[term]);
  return Math.max(...values) / Math.max(Math.min(...values), 1e-9);
}

function sharesOf(points: readonly Point[], term: Term): number[] {
  const most = Math.max(...points.map(({ variables }) => variables[term]));
  return points.map(({ variables }) => variables[term] / most);
}

function refuseUnfit(points: readonly Point[], size: Term): void {
  const sizes = points.map(({ variables }) => variables[size]);
  const said = `growth needs ${SIZES} sizes that double, and there ${sizes.length === 1 ? 'is' : 'are'} ${size} = ${sizes.join(', ')}`;
  if (points.length < SIZES) throw new RangeError(said);
  sizes.slice(1).forEach((value, i) => {
    const ratio = value / (sizes[i] ?? 0);
    if (!(ratio >= DOUBLING.least && ratio <= DOUBLING.most)) throw new RangeError(said);
  });
}

export function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new RangeError('there is none');
  return item;
}
