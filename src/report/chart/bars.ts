import { xml } from '../escape';
import { scaleOf } from './scale';
import { drawing, fitted, fixed, LINE, textAt, WIDTH, widthOf } from './text';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as people read it. */
  readonly text: string;
}

const THICK = 12;
const PAD = 8;
const MOST_LABEL = 0.4 * WIDTH;
const MOST_TEXT = 0.25 * WIDTH;

/**
 * Bars from left to right, one a row, in the order given; the text of a value stands at the end of its bar. `unit` says above
 * the bars what their length is. On a `log` scale the length has no zero: the shortest bar is one step of ten shorter than
 * its value, which is said there too. A value that is not above 0 has no bar.
 */
export function bars(
  rows: readonly Bar[],
  {
    title,
    unit = '',
    log = false,
  }: { readonly title: string; readonly unit?: string; readonly log?: boolean },
): string {
  const values = rows.map(({ value }) => value).filter((value) => Number.isFinite(value) && value > 0);
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const scale = scaleOf(log ? 'log' : 'linear', [log ? least / 10 : 0, ...values]);
  const labels = rows.map(({ label }) => fitted(label, MOST_LABEL));
  const texts = rows.map(({ text }) => fitted(text, MOST_TEXT));
  const left = widest(labels) + PAD;
  const room = WIDTH - left - widest(texts) - PAD;
  const said = [unit, ...(log && values.length > 0 ? ['logarithmic scale'] : [])]
    .filter((part) => part !== '')
    .join(', ');
  const top = said === '' ? 0 : LINE;
  const drawn = rows.map(({ label, value, text }, at) => {
    const y = top + at * LINE;
    const long = values.includes(value) ? scale.place(value) * room : 0;
    const bar = `<rect x="${fixed(left)}" y="${fixed(y + 3)}" width="${fixed(long)}" height="${THICK}"/>`;
    return `<g class="bar"><title>${xml(`${label}: ${text}`)}</title>${textAt(left - PAD, y + 13, labels[at] ?? '', 'end', label)}${bar}${textAt(left + long + PAD, y + 13, texts[at] ?? '', 'start', text)}</g>`;
  });
  const head = said === '' ? '' : textAt(left, 13, fitted(said, WIDTH - left));
  const nothing = rows.length === 0 ? textAt(WIDTH / 2, top + 13, 'nothing to draw', 'middle') : '';
  return drawing(title, top + Math.max(1, rows.length) * LINE + 2, [head, ...drawn, nothing]);
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf));
}
