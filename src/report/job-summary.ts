import { appendFileSync, existsSync, statSync } from 'node:fs';

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
