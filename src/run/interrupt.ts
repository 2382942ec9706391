import type { ChildProcess } from 'node:child_process';
import { EXIT, Failure } from '../config/failure';

/** For the clean-up; what an engine does not remove by then, the next run removes. */
const PATIENCE_MS = 30_000;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** The child that is ended on a signal. */
  guard(child: ChildProcess): void;
  dispose(): void;
}

/** Ctrl-C and SIGTERM end the measurement and keep what was measured; the caller cleans up. A second one is left to Node. */
export function onInterrupt(say: (line: string) => void): Interrupt {
  const stop = new AbortController();
  let child: ChildProcess | undefined;
  const end = (name: NodeJS.Signals) => {
    say(`${name}: ending the run, removing its containers, keeping what was measured.`);
    stop.abort(
      new Failure(EXIT.unmeasured, {
        fact: 'The run was ended before it was whole',
        cause: `${name} came`,
        next: 'go on with --resume and its directory; what was measured is kept',
      }),
    );
    child?.kill('SIGKILL');
    dispose();
    setTimeout(() => process.exit(EXIT.unmeasured), PATIENCE_MS).unref();
  };
  const dispose = () => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return {
    signal: stop.signal,
    guard: (started) => {
      child = started;
    },
    dispose,
  };
}
