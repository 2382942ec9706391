import { xml } from './escape';
import type { Block, Cell, Claim, Table } from './section';

/** Rows that a table may have before it is folded. */
const LONG = 12;

const OUTCOME: Readonly<Record<Claim['outcome'], string>> = { yes: 'Yes', no: 'No', undecided: 'Cannot say' };

export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

/** A claim's reason opens when it is asked for: without a script, and on paper it is always there. */
export function foldedClaims(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind !== 'claim') return blockHtml(block);
      const { outcome, claim, because } = block;
      return `<details class="claim ${outcome}"><summary><b>${OUTCOME[outcome]}</b> ${xml(claim)}</summary><p>${xml(because)}</p></details>`;
    })
    .join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${xml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${xml(item)}</li>`).join('\n')}</ul>`;
    case 'figure':
      return `<figure><div class="scroll">${block.svg}</div><figcaption>${xml(block.caption)}</figcaption></figure>`;
    case 'claim':
      return `<div class="claim ${block.outcome}"><p><b>${OUTCOME[block.outcome]}</b> ${xml(block.claim)}</p><p>${xml(block.because)}</p></div>`;
    case 'table':
      return tableHtml(block);
  }
}

/** Sortable where it holds numbers, folded where it is long. */
function tableHtml({ caption, heads, rows }: Table): string {
  const numbers = rows.some((row) => row.some((cell) => typeof cell !== 'string'));
  const numeric = heads.map((_, i) => rows.some((row) => isNumber(row[i])));
  const head = heads
    .map((text, i) => `<th scope="col"${numeric[i] ? ' class="right"' : ''}>${xml(text)}</th>`)
    .join('');
  const body = rows.map((row) => `<tr>${row.map((cell, i) => cellHtml(cell, i === 0)).join('')}</tr>`);
  return folded(
    caption,
    rows.length,
    `<div class="scroll"><table class="${numbers ? 'sortable' : 'plain'}">
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`,
  );
}

/** A long table opens when it is asked for; its caption says how long it is. */
export function folded(caption: string, rows: number, table: string, isLong = rows > LONG): string {
  if (!isLong) return `<div class="table"><p class="caption">${xml(caption)}</p>${table}</div>`;
  return `<details class="table"><summary>${xml(caption)} <small>${rows} rows</small></summary>${table}</details>`;
}

function cellHtml(cell: Cell | undefined, isName: boolean): string {
  const { text, value } =
    typeof cell === 'string' || cell === undefined ? { text: cell ?? '', value: undefined } : cell;
  const data = value === undefined ? '' : ` class="right" data-value="${value ?? ''}"`;
  return isName ? `<th scope="row"${data}>${xml(text)}</th>` : `<td${data}>${xml(text)}</td>`;
}

function isNumber(cell: Cell | undefined): boolean {
  return typeof cell === 'object';
}
