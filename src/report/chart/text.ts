import { xml } from '../escape';

/** What all charts share, in units of the drawing: as wide as a column of text, read at 12 px. */
export const WIDTH = 720;
export const LINE = 18;
const EM = 12;
/** No sans-serif font of a browser is wider on average, so texts that do not overlap by it do not overlap. */
const NARROW = 0.62 * EM;
const WIDE = 0.8 * EM;
/** Room between two texts. */
const GAP = 6;

/** An estimate, from above. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[A-Zmw%@]/.test(character) ? WIDE : NARROW), 0);
}

/** Cut to what fits into `width`. */
export function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`) > width) characters.pop();
  return `${characters.join('')}…`;
}

export type Anchor = 'start' | 'middle' | 'end';

/** `y` is the base line. Where the text was cut, the whole of it shows when it is pointed at. */
export function textAt(x: number, y: number, text: string, anchor: Anchor = 'start', whole = text): string {
  const title = whole === text ? '' : `<title>${xml(whole)}</title>`;
  const at = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${fixed(x)}" y="${fixed(y)}"${at}>${title}${xml(text)}</text>`;
}

/** Where a text of a row stands: in the middle over `x`, but never past an edge of the drawing. */
export function centred(
  x: number,
  text: string,
): { readonly x: number; readonly from: number; readonly to: number } {
  const half = widthOf(text) / 2;
  const middle = Math.max(half, Math.min(WIDTH - half, x));
  return { x: middle, from: middle - half, to: middle + half };
}

/** Whether texts of one row, in any order, keep their distance. */
export function apart(spans: readonly { readonly from: number; readonly to: number }[]): boolean {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  return sorted.every(({ from }, at) => at === 0 || from >= (sorted[at - 1]?.to ?? 0) + GAP);
}

export function fixed(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** The frame of a drawing. Its name is for who cannot see it; the caption of a figure is for who can. */
export function drawing(title: string, height: number, inside: readonly string[]): string {
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${fixed(height)}" role="img" aria-label="${xml(title)}">
${inside.filter((part) => part !== '').join('\n')}
</svg>`;
}
