import { SORTS, type Sort } from '../config/choices';
import { type Column, columns, moreColumns } from './columns';
import { xml } from './escape';
import { markOf } from './mark';
import type { Results, ScenarioResult } from './results';
import { folded } from './section-html';
import { sessionTable } from './sessions';
import type { Summary } from './summarize';
import { bytes, count, milliseconds } from './units';
import { cost, worstFirst } from './worst-first';

type Title = (result: ScenarioResult) => string;

const BARS: Readonly<Record<Sort, { heading: string; text: (row: Summary, value: number) => string }>> = {
  cpu: {
    heading: 'Most CPU time per execution',
    text: ({ cpuSteady, cpuFirst }, value) => milliseconds(value, cpuSteady ?? cpuFirst ?? {}),
  },
  peak: { heading: 'Highest peak RSS', text: ({ peak }, value) => bytes(value, peak ?? {}) },
  requests: { heading: 'Most storage requests', text: (_, value) => count(value) },
};
const BARS_SHOWN = 8;
/** A longer cell, of requests of several kinds, may take several lines. */
const ONE_LINE = 20;

/** The most expensive rows by each cost. */
export function allBars(rows: readonly Summary[], title: Title): string {
  return SORTS.map((by) => bars(rows, by, title)).join('\n');
}

/** Text stands in table cells and only the bars are drawn, so that no name can run into another. */
function bars(rows: readonly Summary[], by: Sort, title: Title): string {
  const costly = worstFirst(rows, by)
    .map((row) => ({ row, value: cost(row, by) ?? 0 }))
    .map(({ row, value }) => ({ row, value, text: BARS[by].text(row, value) }))
    // "<" cannot be told from zero: it has no length to draw.
    .filter(({ value, text }) => value > 0 && !text.startsWith('<'))
    .slice(0, BARS_SHOWN);
  const longest = costly[0]?.value;
  if (longest === undefined) return '';
  const lines = costly.map(({ row, value, text }) => {
    const share = ((100 * value) / longest).toFixed(2);
    const bar = `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${share}" height="10"/></svg>`;
    return `<tr><th scope="row">${xml(title(row.result))}${markHtml(row)}</th><td class="bar">${bar}</td><td class="right">${xml(text)}</td></tr>`;
  });
  return `<h3>${BARS[by].heading}</h3>\n<table class="bars"><tbody>\n${lines.join('\n')}\n</tbody></table>`;
}

/** A name says what the cost model asks; where this server does otherwise its row says so. */
function markHtml({ result }: Summary): string {
  const mark = markOf(result);
  return mark === '' ? '' : `<small class="mark">${xml(mark)}</small>`;
}

/** What each command cost, the most CPU time first. */
export function figures(
  results: Results,
  rows: readonly Summary[],
  title: Title,
  { caption, isFolded }: { readonly caption: string; readonly isFolded?: boolean },
): string {
  const shown = worstFirst(
    rows.filter(({ result }) => result.status !== 'skipped'),
    'cpu',
  );
  if (shown.length === 0) return '';
  const all = [...columns(results), ...moreColumns(results)];
  const heads = ['scenario', ...all.map((column) => column.title)];
  const table = `<div class="scroll"><table class="sortable figures">
<thead><tr>${heads.map((head) => `<th scope="col">${xml(head)}</th>`).join('')}</tr></thead>
<tbody>
${shown.map((row) => tableRow(row, all, title(row.result))).join('\n')}
</tbody></table></div>`;
  return folded(caption, shown.length, table, isFolded);
}

function tableRow(row: Summary, all: readonly Column[], name: string): string {
  const { command, because, rfc, status, layer } = row.result;
  const about = [because, rfc, `layer: ${layer}`].filter((text) => text !== '').join('. ');
  const head = `<th scope="row">${xml(name)}${markHtml(row)}<small><code>${xml(command)}</code> ${xml(about)}</small></th>`;
  if (status === 'error')
    return `<tr class="error">${head}<td colspan="${all.length}">error, see "Errors"</td></tr>`;
  const cells = all.map((column) => {
    const detail = column.detail(row);
    const hint = detail === '' ? '' : ` title="${xml(detail)}"`;
    const wraps = column.text(row).length > ONE_LINE ? ' long' : '';
    return `<td class="${column.align}${wraps}" data-value="${column.value(row) ?? ''}"${hint}>${xml(column.text(row))}</td>`;
  });
  return `<tr>${head}${cells.join('')}</tr>`;
}

/** What one session more holds; empty where no scenario held sessions. */
export function sessions(results: Results): { readonly title: string; readonly html: string } | null {
  const shown = sessionTable(results);
  if (shown === null) return null;
  const { title, heads, rows, values, notes } = shown;
  const line = ([name = '', ...cells]: readonly string[], at: number) => {
    const data = (i: number) => values[at]?.[i] ?? '';
    const tds = cells.map((cell, i) => `<td class="right" data-value="${data(i)}">${xml(cell)}</td>`);
    return `<tr><th scope="row">${xml(name)}</th>${tds.join('')}</tr>`;
  };
  const html = `<div class="scroll"><table class="sortable sessions">
<thead><tr>${['scenario', ...heads].map((head) => `<th scope="col">${xml(head)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(line).join('\n')}
</tbody></table></div>
<p>${notes.map(xml).join('. ')}.</p>`;
  return { title, html };
}
