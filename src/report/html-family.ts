import type { Family } from '../config/choices';
import { xml } from './escape';
import { exceptionsOf, type Findings, outcomeCounts } from './facts';
import type { GrowthLine } from './growth-line';
import { growthPlot } from './growth-plot';
import { hasLine } from './has-line';
import { figures } from './html-table';
import { byMailbox } from './mailboxes';
import { commandList, plot } from './plot';
import type { Results, Verdict } from './results';
import { blocksHtml } from './section-html';
import { holdsSessions } from './sessions';
import type { Summary } from './summarize';
import { titles } from './titles';
import { count } from './units';
import { verdictText } from './verdict-text';

/**
 * A family, whole: on each mailbox what it looked like over time and what each command cost; how costs grow; what the verdicts
 * say that is not "pass". Empty where nothing of it was measured.
 */
export function familyHtml(
  results: Results,
  family: Family,
  all: readonly Summary[],
  found: Findings,
  lines: readonly GrowthLine[],
): string {
  const rows = all.filter(
    ({ result }) => result.family === family && result.status !== 'skipped' && !holdsSessions(result),
  );
  if (rows.length === 0) return '';
  const title = titles(results);
  const lined = hasLine(results);
  const mailboxes = byMailbox(results, rows);
  const isGate = results.run.mode === 'gate';
  const parts = isGate
    ? [
        figures(
          results,
          rows.filter(({ result }) => lined(result)),
          title,
          { caption: 'What each command cost' },
        ),
      ]
    : mailboxes.map(({ messages, rows: own }) => {
        const heading = mailboxes.length > 1 ? `<h3>On ${count(messages)} mails</h3>` : '';
        const name = ({ name: full }: Summary['result']) => full;
        return `${heading}${overTime(results, family, messages)}${figures(
          results,
          own,
          mailboxes.length > 1 ? name : title,
          {
            caption: `What each command cost on ${count(messages)} mails`,
            isFolded: mailboxes.length > 1,
          },
        )}`;
      });
  return [...parts, growth(results, family, rows, title, lines), judged(family, found, title)].join('\n');
}

/** The picture over time: an SVG, on top of which the script draws one that can be zoomed. */
function overTime({ timelines }: Results, family: Family, messages: number): string {
  const at = timelines.findIndex((one) => one.family === family && (one.messages ?? messages) === messages);
  const timeline = timelines[at];
  if (!timeline || timeline.points.length === 0) return '';
  const note = timeline.brokenOff === null ? '' : ` It ends early: ${timeline.brokenOff}.`;
  const caption = `Over time: each command once, in this order, on one server. CPU in percent of one core and RSS, every ${timeline.everyMs} ms; dots are pidusage's, where it sees the processes.${note}`;
  return `<figure class="timeline" data-timeline="${at}"><figcaption>${xml(caption)}</figcaption>
<div class="still scroll">${plot(timeline)}</div><div class="zoom"></div>
${commandList(timeline)}</figure>`;
}

/** Small plots of all series of the family, folded: there are many. */
function growth(
  results: Results,
  family: Family,
  rows: readonly Summary[],
  title: ReturnType<typeof titles>,
  all: readonly GrowthLine[],
): string {
  const lines = all.filter(({ result }) => result.family === family && !holdsSessions(result));
  if (lines.length === 0) return '';
  const sized = rows.filter(({ result }) => result.series !== 'mailbox');
  return `<h3>How costs grow</h3>
<p>Each scenario at sizes that double, each size the INBOX of another user on the same server. The line is the law of the cost model, fitted to the points together with the part above it; the dashed one is the most that its verdict allows. A verdict may rest on the last three sizes alone, where smaller ones are a heap's first growth.</p>
<details class="plots"><summary>${lines.length} plots</summary><div class="many">${blocksHtml(lines.map(growthPlot))}</div></details>
${figures(results, sized, title, { caption: 'What each command cost at each size', isFolded: true })}`;
}

function judged(family: Family, found: Findings, title: ReturnType<typeof titles>): string {
  const fails = found.verdicts.fail.map((verdict) => ({ row: verdict.row, text: verdictText(verdict) }));
  const said = (list: readonly { row: Summary; text: string }[], kind: string, word: string) =>
    list
      .filter(({ row }) => row.result.family === family)
      .map(
        ({ row, text }) =>
          `<li class="${kind}"><b>${word}</b> <strong>${xml(title(row.result))}</strong>: ${xml(text)}</li>`,
      );
  const items = [
    ...said(fails, 'fail', 'over budget'),
    ...said(exceptionsOf(found), 'exception', 'known exception'),
  ];
  const outcomes = Object.values(found.verdicts)
    .flat()
    .filter(({ row }) => row.result.family === family && !holdsSessions(row.result))
    .map(({ outcome }) => outcome);
  const counts = outcomes.length === 0 ? 'nothing was judged' : outcomeCounts(outcomes);
  const list = items.length === 0 ? '' : `<ul>\n${items.join('\n')}\n</ul>`;
  return `<h3>Verdicts and exceptions</h3><p>Of these commands: ${xml(counts)}.${outcomes.some(isOpen) ? ' What is open has its reason under <a href="#undecided">Not decided</a>.' : ''}</p>${list}`;
}

function isOpen(outcome: Verdict['outcome']): boolean {
  return outcome === 'inconclusive' || outcome === 'unfit';
}
