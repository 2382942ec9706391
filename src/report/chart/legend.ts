import { dot, type Series } from './series';
import { fitted, LINE, textAt, WIDTH, widthOf } from './text';

/** What stands for a series, or for a level that is marked. */
export interface Entry {
  readonly name: string;
  readonly tone: number;
  readonly style: Series['style'];
}

const SAMPLE = 24;
const PAD = 6;
const BETWEEN = 18;

/** Names of what is drawn, in rows above the drawing. */
export function legend(entries: readonly Entry[]): { readonly height: number; readonly svg: string } {
  let x = 0;
  let row = 0;
  const shown = entries.map(({ name, tone, style }) => {
    const text = fitted(name, WIDTH - SAMPLE - PAD);
    const wide = SAMPLE + PAD + widthOf(text);
    if (x > 0 && x + wide > WIDTH) [x, row] = [0, row + 1];
    const at = x;
    x += wide + BETWEEN;
    const y = row * LINE;
    return `<g class="tone${tone}">${sample(style, tone, at, y + 9)}</g>${textAt(at + SAMPLE + PAD, y + 13, text, 'start', name)}`;
  });
  return { height: entries.length === 0 ? 0 : (row + 1) * LINE + 4, svg: shown.join('\n') };
}

function sample(style: Series['style'], tone: number, x: number, y: number): string {
  if (style === 'points') return dot(tone, [x + SAMPLE / 2, y]);
  if (style === 'band') return `<rect class="area" x="${x}" y="${y - 5}" width="${SAMPLE}" height="10"/>`;
  return `<path class="${style === 'dashed' ? 'dashed' : 'solid'}" d="M${x} ${y}h${SAMPLE}"/>`;
}
