import { join } from 'node:path';
import { reasonOf } from '../config/failure';
import { writeWhole } from './atomic';
import { renderCsv } from './csv';
import { renderHtml } from './html';
import { appendJobSummary } from './job-summary';
import { renderJunit } from './junit';
import { renderMarkdown } from './markdown';
import { partTables } from './part-samples';
import { NO_GATE, partCounts } from './part-verdicts';
import { plotsOf } from './plots';
import { type Report, readReport } from './report';

const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  'samples.csv': ({ results }) => renderCsv(results),
  'junit.xml': renderJunit,
  'summary.md': renderMarkdown,
  // The last of them is what a reader opens: a terminal shows its name last.
  'index.html': renderHtml,
};

/**
 * Makes every report of a run again from its results.json and, of a study, the records of its parts. `said`: what a terminal shows
 * of these parts, the answer of the first screen among them.
 */
export function writeReport(
  dir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): { files: string[]; notes: string[]; said: string[] } {
  const report = readReport(dir);
  const files = Object.entries(FORMATS).map(([name, render]) => {
    const file = join(dir, name);
    writeWhole(file, render(report));
    return file;
  });
  for (const { name, svg } of plotsOf(report)) writeWhole(join(dir, 'plots', name), svg);
  for (const { name, text } of partTables(report.parts)) writeWhole(join(dir, 'samples', name), text);
  const { answer, parts } = report;
  const counts = partCounts(parts);
  return {
    files,
    notes: jobSummary(report, env.GITHUB_STEP_SUMMARY),
    said: [
      ...(answer === null ? [] : [`${answer.question} ${answer.sentence}`]),
      ...(counts === ''
        ? []
        : [
            `Verdicts of the study's parts: ${counts}; what fails is in index.html under "Over budget" (${NO_GATE}).`,
          ]),
    ],
  };
}

/** An extra of the CI: when it cannot be had, the run is as good as without. */
function jobSummary(report: Report, file: string | undefined): string[] {
  if (!file) return [];
  try {
    const outcome = appendJobSummary(file, renderMarkdown(report));
    return outcome === 'whole' ? [] : ['the job summary had no room for all of summary.md'];
  } catch (error) {
    return [`the job summary ${file} could not be written: ${reasonOf(error)}`];
  }
}
