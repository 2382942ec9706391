import type { ExitCode } from '../config/failure';

/** What commands know of the world around them; tests give another. */
export interface Context {
  /** The command line after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** A line for the user, on stdout. */
  say(line: string): void;
  /** Says how the command ended. The last call counts. */
  exit(code: ExitCode): void;
}
