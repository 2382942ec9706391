import { widthOf } from './text';

export interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** For tests: where the texts of a chart stand, by the estimate that charts are laid out with. */
export function boxesOf(svg: string): Box[] {
  return [...svg.matchAll(/<text x="([-\d.]+)" y="([-\d.]+)"(?: text-anchor="(\w+)")?>(.*?)<\/text>/g)].map(
    ([, x, y, anchor, inside = '']) => {
      const text = inside.replace(/<title>.*?<\/title>/, '').replace(/&#?\w+;/g, '&');
      const wide = widthOf(text);
      const left = Number(x) - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0);
      return { text, left, right: left + wide, top: Number(y) - 9, bottom: Number(y) + 3 };
    },
  );
}

/** Pairs of texts that run into each other, and texts that leave the drawing. */
export function clashes(svg: string): string[] {
  const [, width = 0, height = 0] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)?.map(Number) ?? [];
  const boxes = boxesOf(svg);
  const outside = boxes.filter(
    ({ left, right, top, bottom }) => left < -0.1 || right > width + 0.1 || top < 0 || bottom > height,
  );
  const pairs = boxes.flatMap((a, at) =>
    boxes
      .slice(at + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `"${a.text}" and "${b.text}"`),
  );
  return [...outside.map(({ text }) => `"${text}" leaves the drawing`), ...pairs];
}
