import { markdown } from './escape';
import type { Block, Cell, Claim, Section } from './section';

const OUTCOME: Readonly<Record<Claim['outcome'], string>> = { yes: 'Yes', no: 'No', undecided: 'Cannot say' };

/** The same as section-html.ts, in lines; a figure is named, for Markdown has no room for a drawing. */
export function sectionMarkdown({ title, blocks }: Section): string[] {
  return [`## ${markdown(title)}`, '', ...blocks.flatMap(blockMarkdown)];
}

export function blockMarkdown(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [markdown(block.text), ''];
    case 'list':
      return [...block.items.map((item) => `- ${markdown(item)}`), ''];
    case 'figure':
      return [`Figure in index.html: ${markdown(block.caption)}`, ''];
    case 'claim':
      return [
        `- **${OUTCOME[block.outcome]}**: ${markdown(block.claim.replace(/\.$/, ''))}. ${markdown(block.because)}`,
        '',
      ];
    case 'table': {
      const numeric = block.heads.map((_, i) => block.rows.some((row) => typeof row[i] === 'object'));
      return [
        markdown(block.caption),
        '',
        line(block.heads.map(markdown)),
        line(numeric.map((right) => (right ? '---:' : '---'))),
        ...block.rows.map((row) => line(block.heads.map((_, i) => markdown(textOf(row[i]))))),
        '',
      ];
    }
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === 'object' ? cell.text : (cell ?? '');
}
