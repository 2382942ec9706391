import { xml } from '../escape';
import { apart, centred, fitted, fixed, LINE, textAt, widthOf } from './text';

/** A moment or a span of the horizontal axis, or a level of the vertical one, which the legend names. */
export type Mark =
  | { readonly label: string; readonly x: number; readonly to?: number }
  | { readonly label: string; readonly y: number };

const MOST_ROWS = 3;
const MOST_LABEL = 180;

/**
 * Labels over the moments and spans, in up to three rows. One that finds no room in them shows when its mark is pointed at;
 * where all must be read, number them and list them in a table.
 */
export function marksOver(
  marks: readonly Mark[],
  place: (x: number) => number,
  left: number,
): { readonly height: number; readonly svg: (rowsTop: number, top: number, base: number) => string } {
  const rows: { from: number; to: number }[][] = [];
  const set = marks.flatMap((mark) => {
    if ('y' in mark || !Number.isFinite(place(mark.x))) return [];
    const x = place(mark.x);
    const end = mark.to === undefined ? x : Math.max(x + 1.5, place(mark.to));
    const text = fitted(mark.label, MOST_LABEL);
    const at = centred(Math.max(x, left + widthOf(text) / 2), text);
    let row: number | null = rows.findIndex((others) => apart([...others, at]));
    if (row === -1) row = rows.length < MOST_ROWS ? rows.push([]) - 1 : null;
    if (row !== null) rows[row]?.push(at);
    return [{ x, end, text, row, at, label: mark.label }];
  });
  return {
    height: rows.length * LINE,
    svg: (rowsTop, top, base) =>
      set
        .map(({ x, end, text, row, at, label }) => {
          const shape =
            end > x
              ? `<rect x="${fixed(x)}" y="${fixed(top)}" width="${fixed(end - x)}" height="${fixed(base - top)}"/>`
              : `<path d="M${fixed(x)} ${fixed(top)}V${fixed(base)}"/>`;
          // The lowest row first, next to what it marks.
          const y = rowsTop + (rows.length - (row ?? 0)) * LINE - 5;
          return `<g class="mark"><title>${xml(label)}</title>${shape}${row === null ? '' : textAt(at.x, y, text, 'middle')}</g>`;
        })
        .join('\n'),
  };
}
