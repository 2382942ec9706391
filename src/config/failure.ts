/**
 * Exit codes of the command line, a contract with whoever calls it (see README).
 * 0 within budget, 1 over budget, 2 bad usage or config, 3 the machine cannot, 4 inconclusive or unfit host,
 * 5 a scenario could not be measured.
 */
export const EXIT = { ok: 0, overBudget: 1, usage: 2, machine: 3, inconclusive: 4, unmeasured: 5 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const WORST_FIRST: readonly ExitCode[] = [
  EXIT.usage,
  EXIT.machine,
  EXIT.overBudget,
  EXIT.unmeasured,
  EXIT.inconclusive,
];

/** The one exit code of several outcomes: the worst wins, in the order 2, 3, 1, 5, 4. */
export function worst(codes: Iterable<ExitCode>): ExitCode {
  const seen = new Set(codes);
  return WORST_FIRST.find((code) => seen.has(code)) ?? EXIT.ok;
}

/** An error that a user can act on: what is so, why, and what to do next. */
export class Failure extends Error {
  readonly fact: string;
  readonly why: string;
  readonly next: string;
  readonly exitCode: ExitCode;

  constructor(
    exitCode: ExitCode,
    words: { fact: string; cause: string; next: string },
    options?: ErrorOptions,
  ) {
    super(`${words.fact}\n  cause: ${words.cause}\n  next:  ${words.next}`, options);
    this.name = 'Failure';
    this.fact = words.fact;
    this.why = words.cause;
    this.next = words.next;
    this.exitCode = exitCode;
  }
}

/**
 * The message of anything thrown, for use as a cause. Under Jest an error of Node's own modules is of another realm, so no
 * `instanceof` knows it.
 */
export function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0)
    return error.errors.map(reasonOf).join('; ');
  if ('message' in error && typeof error.message === 'string' && error.message !== '') return error.message;
  return 'name' in error ? String(error.name) : String(error);
}
