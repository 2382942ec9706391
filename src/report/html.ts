import { FAMILIES } from '../scenario/scenario';
import {
  type Column,
  columns,
  cost,
  FAMILY_TITLE,
  legend,
  moreColumns,
  SORTS,
  type Sort,
  titles,
  worstFirst,
} from './columns';
import { jsonInHtml, xml } from './escape';
import { facts, findings, headline, undecided, verdictCounts, verdictText } from './facts';
import { SORT_SCRIPT, STYLE } from './page';
import { plot } from './plot';
import type { Results, ScenarioResult } from './results';
import { holdsSessions, sessionTable } from './sessions';
import { type Summary, summarizeAll } from './summarize';
import { bytes, count, milliseconds } from './units';

/** index.html: one file with its data inside, which opens from a disk, asks no network and needs no JavaScript. */
export function renderHtml(results: Results): string {
  const rows = summarizeAll(results);
  const found = findings(rows);
  const title = titles(results);
  const counts = verdictCounts(found);
  const { mailbox } = results.run;
  const reasons = (list: readonly Summary[]) =>
    list.map(
      ({ result }) => `<strong>${xml(title(result))}</strong>: ${xml(result.reason ?? '')}${logOf(result)}`,
    );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${xml(headline(results))}: what each command cost</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${xml(headline(results))}</h1>
<p>What each command cost on the mailbox ${xml(mailbox.name)}: ${xml(count(mailbox.messages))} mails, ${xml(bytes(mailbox.bytes))}.${
    counts === '' ? '' : ` Verdicts: ${xml(counts)}.`
  }</p>
${SORTS.map((by) =>
  bars(
    rows.filter(({ result }) => !holdsSessions(result)),
    by,
    title,
  ),
).join('\n')}
${listed(
  'Over budget',
  found.verdicts.fail.map(
    (v) =>
      `<strong>${xml(title(v.row.result))}</strong>: ${xml(verdictText(v))}<pre>${xml(v.reproduce)}</pre>`,
  ),
)}
${listed('Errors', reasons(found.errors))}
${FAMILIES.map((family) => familyTable(results, family, rows, title)).join('\n')}
${sessions(results)}
${listed('Skipped', reasons(found.skipped))}
${listed('Not decided', undecided(found, title).map(xml))}
${listed(
  'Known exceptions',
  found.verdicts.exception.map((v) => `<strong>${xml(title(v.row.result))}</strong>: ${xml(verdictText(v))}`),
)}
${listed('Not taken', found.missing.map(xml))}
${listed('How to read it', legend(results).map(xml))}
<section><h2>Where it was measured</h2>
<div class="scroll"><table class="facts"><tbody>
${facts(results, rows)
  .map(({ label, text }) => `<tr><th scope="row">${xml(label)}</th><td>${xml(text)}</td></tr>`)
  .join('\n')}
</tbody></table></div></section>
</main>
<script type="application/json" id="results">${jsonInHtml(results)}</script>
<script>${SORT_SCRIPT}</script>
</body>
</html>
`;
}

const BARS: Readonly<Record<Sort, { heading: string; text: (row: Summary, value: number) => string }>> = {
  cpu: {
    heading: 'Most CPU time per execution',
    text: ({ cpuSteady, cpuFirst }, value) => milliseconds(value, cpuSteady ?? cpuFirst ?? {}),
  },
  peak: { heading: 'Highest peak RSS', text: ({ peak }, value) => bytes(value, peak ?? {}) },
  requests: { heading: 'Most storage requests', text: (_, value) => count(value) },
};
const BARS_SHOWN = 8;

/** Text stands in table cells and only the bars are drawn, so that no name can run into another. */
function bars(rows: readonly Summary[], by: Sort, title: (result: ScenarioResult) => string): string {
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
    return `<tr><th scope="row">${xml(title(row.result))}</th><td class="bar">${bar}</td><td class="right">${xml(text)}</td></tr>`;
  });
  return `<section><h2>${BARS[by].heading}</h2>\n<table class="bars"><tbody>\n${lines.join('\n')}\n</tbody></table></section>`;
}

function familyTable(
  results: Results,
  family: (typeof FAMILIES)[number],
  rows: readonly Summary[],
  title: (result: ScenarioResult) => string,
): string {
  const shown = worstFirst(
    rows.filter(
      ({ result }) => result.family === family && result.status !== 'skipped' && !holdsSessions(result),
    ),
    'cpu',
  );
  if (shown.length === 0) return '';
  const all = [...columns(results), ...moreColumns(results)];
  const heads = ['scenario', ...all.map((column) => column.title)];
  return `<section><h2>${FAMILY_TITLE[family]}</h2>
<div class="scroll"><table class="figures">
<thead><tr>${heads.map((head) => `<th scope="col">${xml(head)}</th>`).join('')}</tr></thead>
<tbody>
${shown.map((row) => tableRow(row, all, title(row.result))).join('\n')}
</tbody></table></div>${overTime(results, family)}</section>`;
}

function overTime({ timelines }: Results, family: (typeof FAMILIES)[number]): string {
  const timeline = timelines.find((one) => one.family === family);
  if (!timeline || timeline.points.length === 0) return '';
  const note = timeline.brokenOff === null ? '' : ` It ends early: ${xml(timeline.brokenOff)}.`;
  return `
<h3>Over time: each command once, in this order, on one server</h3>
<p>CPU in percent of one core and RSS, every ${timeline.everyMs} ms; dots are pidusage's, where it sees the processes.${note}</p>
${plot(timeline)}`;
}

function sessions(results: Results): string {
  const shown = sessionTable(results);
  if (shown === null) return '';
  const { title, heads, rows, notes } = shown;
  const row = ([name = '', ...cells]: readonly string[]) =>
    `<tr><th scope="row">${xml(name)}</th>${cells.map((cell) => `<td class="right">${xml(cell)}</td>`).join('')}</tr>`;
  return `<section><h2>${xml(title)}</h2>
<div class="scroll"><table class="sessions">
<thead><tr>${['scenario', ...heads].map((head) => `<th scope="col">${xml(head)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(row).join('\n')}
</tbody></table></div>
<p>${notes.map(xml).join('. ')}.</p></section>`;
}

function tableRow(row: Summary, all: readonly Column[], name: string): string {
  const { command, because, rfc, status, layer } = row.result;
  const about = [because, rfc, `layer: ${layer}`].filter((text) => text !== '').join('. ');
  const head = `<th scope="row">${xml(name)}<small><code>${xml(command)}</code> ${xml(about)}</small></th>`;
  if (status === 'error')
    return `<tr class="error">${head}<td colspan="${all.length}">error, see above</td></tr>`;
  const cells = all.map((column) => {
    const detail = column.detail(row);
    const hint = detail === '' ? '' : ` title="${xml(detail)}"`;
    return `<td class="${column.align}" data-value="${column.value(row) ?? ''}"${hint}>${xml(column.text(row))}</td>`;
  });
  return `<tr>${head}${cells.join('')}</tr>`;
}

function logOf({ log }: ScenarioResult): string {
  return log.length === 0 ? '' : `<pre>${xml(log.join('\n'))}</pre>`;
}

/** The items are HTML already. */
function listed(heading: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<section><h2>${heading}</h2><ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul></section>`;
}
