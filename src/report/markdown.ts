import { FAMILIES } from '../scenario/scenario';
import { columns, legend, moreColumns } from './columns';
import { clip, markdown, oneLine } from './escape';
import { exceptionsOf, facts, findings, headline, undecided } from './facts';
import { GLOSSARY, GLOSSARY_TITLE, SEED } from './glossary';
import { hasLine } from './has-line';
import { byMailbox } from './mailboxes';
import { markOf } from './mark';
import { aboutFails, allCounts, partFails } from './part-verdicts';
import type { Report } from './report';
import type { Results } from './results';
import { blockMarkdown, sectionMarkdown } from './section-markdown';
import { holdsSessions, sessionTable } from './sessions';
import type { StudyPart } from './study';
import { type Summary, summarizeAll } from './summarize';
import { FAMILY_TITLE, titles } from './titles';
import { count } from './units';
import { verdictText } from './verdict-text';

const LOG_LINES = 20;
const LOG_WIDTH = 500;

/** summary.md: the answer, the tables by family and mailbox, a study's parts, what was not measured and why, and where all of it was taken. */
export function renderMarkdown({ results, parts, answer }: Report): string {
  const rows = summarizeAll(results);
  const found = findings(rows);
  const title = titles(results);
  const counts = allCounts(found, parts);
  const named = (row: Summary) => `**${markdown(title(row.result))}**: ${markdown(row.result.reason ?? '')}`;
  const { mailbox } = results.run;
  return [
    `# ${markdown(answer?.question ?? headline(results))}`,
    '',
    ...(answer === null
      ? []
      : [`**${markdown(answer.sentence)}**`, '', markdown(SEED), '', `${markdown(headline(results))}.`, '']),
    `What each command cost on the mailbox ${markdown(mailbox.name)}.${counts === '' ? '' : ` Verdicts: ${counts}.`}`,
    '',
    ...(answer?.blocks.flatMap(blockMarkdown) ?? []),
    ...listed(
      'Over budget',
      found.verdicts.fail.flatMap((verdict) => [
        `- **${markdown(title(verdict.row.result))}**: ${markdown(verdictText(verdict))}`,
        `  reproduce: ${markdown(verdict.reproduce)}`,
      ]),
    ),
    ...partFails(parts).flatMap((part) =>
      listed(`Over budget in: ${markdown(part.title)}`, [
        ...part.fails.map((line) => `- ${markdown(line)}`),
        '',
        markdown(aboutFails(part)),
      ]),
    ),
    ...listed(
      'Errors',
      found.errors.flatMap((row) => [`- ${named(row)}`, ...logLines(row.result.log)]),
    ),
    ...FAMILIES.flatMap((family) => table(results, family, rows, title)),
    ...sessions(results),
    ...parts.flatMap(partLines),
    ...listed(
      'Skipped',
      found.skipped.map((row) => `- ${named(row)}`),
    ),
    ...listed(
      'Not decided',
      undecided(found, title).map((line) => `- ${markdown(line)}`),
    ),
    ...listed(
      'Known exceptions',
      exceptionsOf(found).map(({ row, text }) => `- **${markdown(title(row.result))}**: ${markdown(text)}`),
    ),
    ...listed(
      'Not taken',
      found.missing.map((line) => `- ${markdown(line)}`),
    ),
    ...listed(
      'How to read it',
      legend(results).map((line) => `- ${markdown(line)}`),
    ),
    ...listed(
      GLOSSARY_TITLE,
      GLOSSARY.map(([word, meaning]) => `- **${markdown(word)}**: ${markdown(meaning)}`),
    ),
    '## Where it was measured',
    '',
    '| | |',
    '| --- | --- |',
    ...facts(results, rows).map(({ label, text }) => `| ${markdown(label)} | ${markdown(text)} |`),
    '',
  ].join('\n');
}

function listed(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, '', ...lines, ''];
}

/** A study has a table for each mailbox, a gate one for each family. */
function table(
  results: Results,
  family: (typeof FAMILIES)[number],
  all: readonly Summary[],
  title: ReturnType<typeof titles>,
): string[] {
  const lined = hasLine(results);
  const rows = all.filter(
    ({ result }) =>
      result.family === family && result.status !== 'skipped' && !holdsSessions(result) && lined(result),
  );
  if (rows.length === 0) return [];
  const heading = `## ${FAMILY_TITLE[family]}`;
  const mailboxes = results.run.mode === 'study' ? byMailbox(results, rows) : [];
  const others = rows.filter(({ result }) => mailboxes.length === 0 || result.series !== 'mailbox');
  return [
    heading,
    '',
    ...mailboxes.flatMap(({ messages, rows: own }) =>
      own.length === 0
        ? []
        : [
            ...(mailboxes.length > 1 ? [`### On ${count(messages)} mails`, ''] : []),
            ...lines(results, own, mailboxes.length > 1 ? ({ name }) => name : title),
          ],
    ),
    ...(others.length === 0 ? [] : lines(results, others, title)),
  ];
}

function lines(results: Results, rows: readonly Summary[], title: ReturnType<typeof titles>): string[] {
  const all = [...columns(results), ...moreColumns(results)];
  return [
    `| scenario | ${all.map((column) => column.title).join(' | ')} |`,
    `| --- | ${all.map((column) => (column.align === 'right' ? '---:' : '---')).join(' | ')} |`,
    ...rows.map((row) => {
      const cells =
        row.result.status === 'error'
          ? all.map((_, i) => (i === 0 ? 'error' : ''))
          : all.map((c) => markdown(c.text(row)));
      const mark = markOf(row.result);
      const name = `${title(row.result)}${mark === '' ? '' : ` (${mark})`}`;
      return `| ${markdown(name)} | ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

function partLines(part: StudyPart): string[] {
  if (part.state === 'shown') return sectionMarkdown(part.section);
  const why = part.state === 'failed' ? 'It could not be measured' : 'Not measured';
  const log = part.state === 'failed' ? part.log : [];
  return [`## ${markdown(part.title)}`, '', `${why}: ${markdown(part.reason)}`, ...logLines(log), ''];
}

function sessions(results: Results): string[] {
  const shown = sessionTable(results);
  if (shown === null) return [];
  const { title, heads, rows, notes } = shown;
  return [
    `## ${title}`,
    '',
    `| scenario | ${heads.join(' | ')} |`,
    `| --- | ${heads.map(() => '---:').join(' | ')} |`,
    ...rows.map((cells) => `| ${cells.map(markdown).join(' | ')} |`),
    '',
    ...notes.map((note) => `- ${markdown(note)}`),
    '',
  ];
}

/** An indented block: no line of a log can end it, as it could end a fence. */
function logLines(log: readonly string[]): string[] {
  if (log.length === 0) return [];
  return ['', ...log.slice(-LOG_LINES).map((line) => `      ${clip(oneLine(line), LOG_WIDTH)}`), ''];
}
