import { join } from 'node:path';
import { type ExitCode, worst } from '../config/failure';
import { writeWhole } from '../report/atomic';
import { appendJobSummary } from '../report/job-summary';
import { comparisonOf, exitCodesOf, type Found } from './comparison';
import { renderComparison, renderSummary } from './render';

export interface Compares {
  readonly exitCode: ExitCode;
  readonly found: Found;
}

/** Says what was found, writes it where there is a directory for it, and knows how the command ends. */
export function told(
  found: Found,
  isWritten: boolean,
  say: (line: string) => void,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Compares {
  const comparison = comparisonOf(found);
  say(renderComparison(comparison, found.compared));
  if (isWritten) {
    const files = {
      'compare.json': `${JSON.stringify(comparison, null, 1)}\n`,
      'summary.md': renderSummary(comparison, found.compared),
    };
    for (const [name, text] of Object.entries(files)) writeWhole(join(found.directory, name), text);
    say(
      `Written: ${Object.keys(files)
        .map((name) => join(found.directory, name))
        .join(', ')}`,
    );
  }
  const summary = env.GITHUB_STEP_SUMMARY;
  if (summary) appendJobSummary(summary, renderSummary(comparison, found.compared));
  return { exitCode: worst(exitCodesOf(comparison)), found };
}
