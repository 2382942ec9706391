import { appendFileSync, existsSync, statSync } from 'node:fs';
import { FAMILIES } from '../scenario/scenario';
import { columns, FAMILY_TITLE, hasLine, legend, moreColumns, titles } from './columns';
import { clip, markdown, oneLine } from './escape';
import { facts, findings, headline, undecided, verdictCounts, verdictText } from './facts';
import type { Results } from './results';
import { holdsSessions, sessionTable } from './sessions';
import { type Summary, summarizeAll } from './summarize';

const LOG_LINES = 20;
const LOG_WIDTH = 500;

/** summary.md: the table by family, what was not measured and why, and where all of it was taken. */
export function renderMarkdown(results: Results): string {
  const rows = summarizeAll(results);
  const found = findings(rows);
  const title = titles(results);
  const counts = verdictCounts(found);
  const named = (row: Summary) => `**${markdown(title(row.result))}**: ${markdown(row.result.reason ?? '')}`;
  const { mailbox } = results.run;
  return [
    `# ${markdown(headline(results))}`,
    '',
    `What each command cost on the mailbox ${markdown(mailbox.name)}.${counts === '' ? '' : ` Verdicts: ${counts}.`}`,
    '',
    ...listed(
      'Over budget',
      found.verdicts.fail.flatMap((verdict) => [
        `- **${markdown(title(verdict.row.result))}**: ${markdown(verdictText(verdict))}`,
        `  reproduce: ${markdown(verdict.reproduce)}`,
      ]),
    ),
    ...listed(
      'Errors',
      found.errors.flatMap((row) => [`- ${named(row)}`, ...logOf(row)]),
    ),
    ...FAMILIES.flatMap((family) => table(results, family, rows, title)),
    ...sessions(results),
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
      found.verdicts.exception.map(
        (verdict) => `- **${markdown(title(verdict.row.result))}**: ${markdown(verdictText(verdict))}`,
      ),
    ),
    ...listed(
      'Not taken',
      found.missing.map((line) => `- ${markdown(line)}`),
    ),
    ...listed(
      'How to read it',
      legend(results).map((line) => `- ${markdown(line)}`),
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

function table(
  results: Results,
  family: (typeof FAMILIES)[number],
  rows: readonly Summary[],
  title: ReturnType<typeof titles>,
): string[] {
  const lined = hasLine(results);
  const shown = rows.filter(
    ({ result }) =>
      result.family === family && result.status !== 'skipped' && !holdsSessions(result) && lined(result),
  );
  if (shown.length === 0) return [];
  const all = [...columns(results), ...moreColumns(results)];
  return [
    `## ${FAMILY_TITLE[family]}`,
    '',
    `| scenario | ${all.map((column) => column.title).join(' | ')} |`,
    `| --- | ${all.map((column) => (column.align === 'right' ? '---:' : '---')).join(' | ')} |`,
    ...shown.map((row) => {
      const cells =
        row.result.status === 'error'
          ? all.map((_, i) => (i === 0 ? 'error' : ''))
          : all.map((c) => markdown(c.text(row)));
      return `| ${markdown(title(row.result))} | ${cells.join(' | ')} |`;
    }),
    '',
  ];
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
function logOf({ result }: Summary): string[] {
  if (result.log.length === 0) return [];
  return ['', ...result.log.slice(-LOG_LINES).map((line) => `      ${clip(oneLine(line), LOG_WIDTH)}`), ''];
}

/** GitHub refuses the whole summary of a step above this size. */
export const JOB_SUMMARY_CAP = 1024 * 1024;

/** Appends to $GITHUB_STEP_SUMMARY as many whole lines as fit. Says so where some do not. */
export function appendJobSummary(
  file: string,
  text: string,
  cap = JOB_SUMMARY_CAP,
): 'whole' | 'cut' | 'full' {
  const room = cap - (existsSync(file) ? statSync(file).size : 0);
  if (Buffer.byteLength(text) <= room) {
    appendFileSync(file, text);
    return 'whole';
  }
  const note = '\n\n**Cut here, at the size a job summary may have. The whole is in summary.md.**\n';
  const left = Buffer.from(text).subarray(0, Math.max(0, room - Buffer.byteLength(note)));
  const end = left.lastIndexOf('\n');
  if (end <= 0) return 'full';
  appendFileSync(file, Buffer.concat([left.subarray(0, end), Buffer.from(note)]));
  return 'cut';
}
