import { gzipSync } from 'node:zlib';
import { FAMILIES } from '../scenario/scenario';
import { legend } from './columns';
import { xml } from './escape';
import { facts, findings, headline, undecided } from './facts';
import { GLOSSARY, GLOSSARY_TITLE, SEED } from './glossary';
import { growthLines } from './growth-line';
import { growthPlot } from './growth-plot';
import { hasLine } from './has-line';
import { familyHtml } from './html-family';
import { allBars, sessions } from './html-table';
import { onLargest } from './mailboxes';
import { STYLE } from './page';
import { DATA_SCRIPT, SORT_SCRIPT, UNFOLD_SCRIPT } from './page-script';
import { aboutFails, allCounts, partFails } from './part-verdicts';
import type { Report } from './report';
import { blocksHtml, foldedClaims } from './section-html';
import { holdsSessions } from './sessions';
import type { StudyPart } from './study';
import { type Summary, summarizeAll } from './summarize';
import { FAMILY_TITLE, titles } from './titles';
import { bytes, count } from './units';
import { verdictText } from './verdict-text';
import { zoom } from './zoom';

interface Chapter {
  readonly id: string;
  readonly title: string;
  /** What stands below its heading, HTML; empty where there is nothing to say. */
  readonly html: string;
}

/** index.html: one file with its data inside, which opens from a disk, asks no network and needs no JavaScript. */
export function renderHtml(report: Report): string {
  const { results, answer, parts } = report;
  const { mailbox } = results.run;
  const shown = chapters(report).filter(({ html }) => html !== '');
  const counts = allCounts(findings(summarizeAll(results)), parts);
  const zoomed = results.timelines.length > 0 ? zoom() : { style: '', script: '' };
  const scripts = [SORT_SCRIPT, UNFOLD_SCRIPT, DATA_SCRIPT, zoomed.script].filter((script) => script !== '');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${xml(answer?.question ?? `${headline(results)}: what each command cost`)}</title>
<style>${STYLE}${zoomed.style}</style>
</head>
<body>
<main>
<header>
<h1>${xml(answer?.question ?? headline(results))}</h1>
${answer === null ? '' : `<p class="answer ${answer.outcome}">${xml(answer.sentence)}</p>`}
<p>${xml(answer === null ? 'What each command cost' : headline(results))}, on the mailbox ${xml(mailbox.name)}: ${xml(count(mailbox.messages))} mails, ${xml(bytes(mailbox.bytes))}.${
    counts === '' ? '' : ` Verdicts: ${xml(counts)}.`
  } <button type="button" id="save" hidden>Save the data</button></p>
${answer === null ? '' : `<p class="seed">${xml(SEED)} <a href="#words">What the words mean.</a></p>\n${foldedClaims(answer.blocks)}`}
</header>
<nav aria-label="Contents"><details open><summary>Contents</summary><ol>
${shown.map(({ id, title }) => `<li><a href="#${xml(id)}">${xml(title)}</a></li>`).join('\n')}
</ol></details></nav>
${shown.map(({ id, title, html }) => `<section id="${xml(id)}"><h2>${xml(title)}</h2>\n${html}\n</section>`).join('\n')}
</main>
<script type="application/octet-stream" id="data">${packed(report)}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

/** All the data, small enough to be in the page: gzip, in base64. */
function packed({ results, parts }: Report): string {
  const study = Object.fromEntries(
    parts.flatMap((part) =>
      part.state === 'shown' && part.record !== null ? [[part.name, part.record]] : [],
    ),
  );
  return gzipSync(JSON.stringify({ results, study }), { level: 9 }).toString('base64');
}

function chapters({ results, parts }: Report): Chapter[] {
  const rows = summarizeAll(results);
  const found = findings(rows);
  const title = titles(results);
  const lined = hasLine(results);
  const reasons = (list: readonly Summary[]) =>
    list.map(
      ({ result }) =>
        `<strong>${xml(title(result))}</strong>: ${xml(result.reason ?? '')}${logOf(result.log)}`,
    );
  const commands = rows.filter(({ result }) => !holdsSessions(result));
  const largest = results.run.mode === 'gate' ? undefined : onLargest(results, commands);
  const held = sessions(results);
  const lines = growthLines(results);
  const plots = lines.filter(({ result }) => holdsSessions(result));
  return [
    {
      id: 'worst',
      title:
        largest === undefined
          ? 'The most expensive commands'
          : `The most expensive commands, on ${count(largest.messages)} mails`,
      html: allBars(largest?.rows ?? commands.filter(({ result }) => lined(result)), title),
    },
    {
      id: 'over-budget',
      title: 'Over budget',
      html: [
        listed(
          found.verdicts.fail.map(
            (verdict) =>
              `<strong>${xml(title(verdict.row.result))}</strong>: ${xml(verdictText(verdict))}<pre>${xml(verdict.reproduce)}</pre>`,
          ),
        ),
        ...partFails(parts).map(
          (part) =>
            `<h3>${xml(part.title)}: ${count(part.fails.length)}</h3>\n${listed(part.fails.map(xml))}<p>${xml(aboutFails(part))}</p>`,
        ),
      ].join(''),
    },
    ...(found.errors.length > 0
      ? [{ id: 'errors', title: 'Errors', html: listed(reasons(found.errors)) }]
      : []),
    ...FAMILIES.map((family) => ({
      id: family,
      title: FAMILY_TITLE[family],
      html: familyHtml(results, family, rows, found, lines),
    })),
    ...(held === null
      ? []
      : [
          {
            id: 'sessions',
            title: held.title,
            html: `${held.html}${plots.length === 0 ? '' : `<details class="plots"><summary>${plots.length} plots</summary><div class="many">${blocksHtml(plots.map(growthPlot))}</div></details>`}`,
          },
        ]),
    ...parts.map(partChapter),
    { id: 'skipped', title: 'Skipped', html: listed(reasons(found.skipped)) },
    { id: 'undecided', title: 'Not decided', html: listed(undecided(found, title).map(xml)) },
    { id: 'missing', title: 'Not taken', html: listed(found.missing.map(xml)) },
    {
      id: 'words',
      title: GLOSSARY_TITLE,
      html: `<dl>\n${GLOSSARY.map(([word, meaning]) => `<dt>${xml(word)}</dt><dd>${xml(meaning)}</dd>`).join('\n')}\n</dl>`,
    },
    { id: 'legend', title: 'How to read it', html: listed(legend(results).map(xml)) },
    {
      id: 'where',
      title: 'Where it was measured',
      html: `<div class="scroll"><table class="facts"><tbody>
${facts(results, rows)
  .map(({ label, text }) => `<tr><th scope="row">${xml(label)}</th><td>${xml(text)}</td></tr>`)
  .join('\n')}
</tbody></table></div>`,
    },
  ];
}

function partChapter(part: StudyPart): Chapter {
  const { name, title } = part;
  if (part.state === 'shown')
    return { id: part.section.id, title: part.section.title, html: blocksHtml(part.section.blocks) };
  if (part.state === 'failed')
    return {
      id: name,
      title,
      html: `<p class="error"><b>It could not be measured:</b> ${xml(part.reason)}</p>${logOf(part.log)}`,
    };
  return { id: name, title, html: `<p>Not measured: ${xml(part.reason)}.</p>` };
}

function logOf(log: readonly string[]): string {
  return log.length === 0 ? '' : `<pre>${xml(log.join('\n'))}</pre>`;
}

/** The items are HTML already. */
function listed(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`;
}
