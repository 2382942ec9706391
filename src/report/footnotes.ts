import { legend, NOT_TAKEN } from './columns';
import { clip, oneLine } from './escape';
import { exceptionsOf, facts, findings, undecided, verdictCounts } from './facts';
import type { Results } from './results';
import type { Summary } from './summarize';
import { type Paint, wrap } from './terminal';
import { titles } from './titles';
import { verdictText } from './verdict-text';

const LOG_LINES = 10;
const LABEL_WIDTH = 12;

/** Below the terminal's table: what was not measured and why, what is over budget, and where all of it was taken. */
export function footnotes(results: Results, rows: readonly Summary[], width: number, paint: Paint): string[] {
  const found = findings(rows);
  const title = titles(results);
  const section = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [heading, ...lines, ''];
  const item = (row: Summary, text: string) => wrap(`  ${title(row.result)}: ${oneLine(text)}`, width, 4);
  const labelled = (label: string, text: string) =>
    wrap(`${label.padEnd(LABEL_WIDTH)} ${text}`, width, LABEL_WIDTH + 1);
  const counts = verdictCounts(found);
  return [
    ...section(
      paint('red', `Errors (${found.errors.length})`),
      found.errors.flatMap((row) => [
        ...item(row, row.result.reason ?? ''),
        ...row.result.log
          .slice(-LOG_LINES)
          .map((line) => paint('dim', `    | ${clip(oneLine(line), width - 6)}`)),
      ]),
    ),
    ...section(
      paint('yellow', `Skipped (${found.skipped.length})`),
      found.skipped.flatMap((row) => item(row, row.result.reason ?? '')),
    ),
    ...section(
      paint('red', `Over budget (${found.verdicts.fail.length})`),
      found.verdicts.fail.flatMap((verdict) => [
        ...item(verdict.row, verdictText(verdict)),
        // One line however long it is: it is there to be pasted.
        `    reproduce: ${oneLine(verdict.reproduce)}`,
      ]),
    ),
    ...section(
      paint('yellow', 'Not decided'),
      undecided(found, title).flatMap((line) => wrap(`  ${line}`, width, 4)),
    ),
    ...section(
      `Known exceptions (${found.verdicts.exception.length})`,
      exceptionsOf(found).flatMap(({ row, text }) => item(row, text)),
    ),
    ...section(
      `${NOT_TAKEN} not taken`,
      found.missing.flatMap((line) => wrap(`  ${line}`, width, 4)),
    ),
    ...(counts === '' ? [] : [...labelled('verdicts', counts), '']),
    ...legend(results).flatMap((line) => wrap(line, width, 2).map((each) => paint('dim', each))),
    '',
    ...facts(results, rows).flatMap(({ label, text }) => labelled(label, text)),
  ];
}
