import { CHART_STYLE, COLOURS } from './chart-style';
import type { Report } from './report';

/** A drawing of a report as a file of its own. */
export interface Plot {
  /** `idle-1.svg`: of the section `idle` the first. */
  readonly name: string;
  readonly svg: string;
}

/** The drawings of a study's parts, each with the page's colours inside: for a README, or a slide. */
export function plotsOf({ parts }: Report): Plot[] {
  // A run that measured no part is no study, though its page tells of the datasets.
  if (!parts.some((part) => part.state === 'shown' && part.record !== null)) return [];
  return parts.flatMap((part) => {
    if (part.state !== 'shown') return [];
    const figures = part.section.blocks.flatMap((block) => (block.kind === 'figure' ? [block.svg] : []));
    return figures.map((svg, i) => ({ name: `${part.section.id}-${i + 1}.svg`, svg: standalone(svg) }));
  });
}

/** An SVG that is opened alone has no page to take its style from, and must name its namespace (SVG 2, section 5.1). */
export function standalone(svg: string): string {
  const style = `${COLOURS}${CHART_STYLE}svg { background: var(--paper); font-family: system-ui, sans-serif; }`;
  return svg.replace(
    /^<svg(?: xmlns="[^"]*")?([^>]*)>/,
    `<svg xmlns="http://www.w3.org/2000/svg"$1><style>${style}</style>`,
  );
}
