import { EXIT, type ExitCode, Failure, reasonOf } from './failure';

const NEXT =
  'look at the last log lines; a slow machine can raise deadlines with AEROMETER_PATIENCE=2 (a factor)';

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
  const limit = patient(ms);
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = inVain(limit, awaited, 'it neither answered nor failed within its deadline', exitCode);
      reject(error);
      stop.abort(error);
    }, limit);
  });
  try {
    return await Promise.race([work(stop.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

interface RetryOptions {
  readonly pauseMs?: number;
  readonly exitCode?: ExitCode;
  /** Called after each refusal; throws where no further attempt can succeed. */
  readonly stillWorthIt?: () => Promise<void>;
  /** The last log lines of what is awaited, for the error. */
  readonly lastLines?: () => Promise<readonly string[]>;
  /** What to do when it was in vain. */
  readonly next?: string;
}

/** Calls `attempt` until it gives a value, pausing `pauseMs` after each refusal. The last refusal becomes the cause. */
export async function retryUntil<T>(
  ms: number,
  awaited: string,
  attempt: () => Promise<T>,
  { pauseMs = 50, exitCode = EXIT.unmeasured, stillWorthIt, lastLines, next }: RetryOptions = {},
): Promise<T> {
  let last: unknown;
  const limit = patient(ms);
  // A monotonic clock: the time of day may be set meanwhile.
  const end = performance.now() + limit;
  while (performance.now() < end) {
    try {
      return await attempt();
    } catch (error) {
      last = error;
      await stillWorthIt?.();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  const lines = (await lastLines?.().catch(() => [])) ?? [];
  const log = lines.length > 0 ? `; its last log lines:\n    ${lines.join('\n    ')}` : '';
  throw inVain(limit, awaited, `the last attempt said: ${reasonOf(last)}${log}`, exitCode, last, next);
}

function inVain(
  limit: number,
  awaited: string,
  cause: string,
  exitCode: ExitCode,
  error?: unknown,
  next = NEXT,
): Failure {
  const words = { fact: `Waited ${limit / 1000} s for ${awaited}, in vain`, cause, next };
  return new Failure(exitCode, words, error === undefined ? undefined : { cause: error });
}

/** A deadline as it is kept: raised, or in tests lowered, by the factor of AEROMETER_PATIENCE. */
function patient(ms: number): number {
  const factor = Number(process.env.AEROMETER_PATIENCE ?? '1');
  return Math.round(ms * (Number.isFinite(factor) && factor > 0 ? factor : 1));
}
