import { join } from 'node:path';
import { reasonOf } from '../config/failure';
import { writeWhole } from './atomic';
import { renderHtml } from './html';
import { renderJunit } from './junit';
import { appendJobSummary, renderMarkdown } from './markdown';
import { type Results, readResults } from './results';

const FORMATS: Readonly<Record<string, (results: Results) => string>> = {
  'summary.md': renderMarkdown,
  'index.html': renderHtml,
  'junit.xml': renderJunit,
};

/** Makes every report of a run again from its results.json. */
export function writeReport(
  dir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): { files: string[]; notes: string[] } {
  const results = readResults(dir);
  const files = Object.entries(FORMATS).map(([name, render]) => {
    const file = join(dir, name);
    writeWhole(file, render(results));
    return file;
  });
  return { files, notes: jobSummary(results, env.GITHUB_STEP_SUMMARY) };
}

/** An extra of the CI: when it cannot be had, the run is as good as without. */
function jobSummary(results: Results, file: string | undefined): string[] {
  if (!file) return [];
  try {
    const outcome = appendJobSummary(file, renderMarkdown(results));
    return outcome === 'whole' ? [] : ['the job summary had no room for all of summary.md'];
  } catch (error) {
    return [`the job summary ${file} could not be written: ${reasonOf(error)}`];
  }
}
