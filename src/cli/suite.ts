import type { RunOptions } from '../config/config';
import { EXIT, type ExitCode, Failure } from '../config/failure';

/** Stands in until src/run/suite.ts exists; then this file goes. */
export async function runSuite(
  _options: RunOptions,
  _out: { say(line: string): void },
): Promise<{ exitCode: ExitCode; directory: string | null }> {
  throw new Failure(EXIT.machine, { fact: 'not yet', cause: 'src/run/suite.ts is missing', next: 'write it' });
}
