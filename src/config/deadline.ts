import { EXIT, type ExitCode, Failure } from './failure';

/**
 * Waits for `work` at most `ms` milliseconds. A wait without an end hides its cause, so the error names what was awaited.
 * `work` is told through the signal that nobody waits any more. Throws Failure with `exitCode` when the time is over.
 */
export async function within<T>(
  ms: number,
  awaited: string,
  work: (signal: AbortSignal) => Promise<T>,
  exitCode: ExitCode = EXIT.unmeasured,
): Promise<T> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Failure(exitCode, {
        fact: `Waited ${ms / 1000} s for ${awaited}, in vain`,
        cause: 'it neither answered nor failed within its deadline',
        next: 'look at the last log lines; a slow machine can raise deadlines with AEROMETER_PATIENCE=2 (a factor)',
      });
      reject(error);
      stop.abort(error);
    }, ms * patience());
  });
  try {
    return await Promise.race([work(stop.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

/** Calls `attempt` until it gives a value, pausing `pauseMs` after each refusal. The last refusal becomes the cause. */
export async function retryUntil<T>(
  ms: number,
  awaited: string,
  attempt: () => Promise<T>,
  options: { pauseMs?: number; exitCode?: ExitCode; stillWorthIt?: () => Promise<void> } = {},
): Promise<T> {
  let last: unknown;
  const end = Date.now() + ms * patience();
  while (Date.now() < end) {
    try {
      return await attempt();
    } catch (error) {
      last = error;
      await options.stillWorthIt?.();
      await new Promise((resolve) => setTimeout(resolve, options.pauseMs ?? 50));
    }
  }
  throw new Failure(
    options.exitCode ?? EXIT.unmeasured,
    {
      fact: `Waited ${ms / 1000} s for ${awaited}, in vain`,
      cause: `the last attempt said: ${last instanceof Error ? last.message : String(last)}`,
      next: 'look at the last log lines; a slow machine can raise deadlines with AEROMETER_PATIENCE=2 (a factor)',
    },
    { cause: last },
  );
}

function patience(): number {
  const factor = Number(process.env.AEROMETER_PATIENCE ?? '1');
  return Number.isFinite(factor) && factor > 0 ? factor : 1;
}
