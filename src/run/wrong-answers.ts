import type { Exception } from '../budget/profile';
import { profileBefore } from '../budget/profile-file';
import { EXIT, type ExitCode, Failure } from '../config/failure';
import type { Answer } from '../imap/answer';
import type { ScenarioResult, Verdict } from '../report/results';
import type { Plan } from './plan';

/** The measured command was completed, and not as it must be: a NO or BAD, or an OK that says something else. */
export class AnsweredWrongly extends Failure {
  constructor(
    readonly answer: Answer,
    fact: string,
    next: string,
  ) {
    const [began] = answer.lines;
    const cause = began === undefined ? `it said: ${answer.text}` : `it began: ${began.slice(0, 120)}`;
    super(EXIT.unmeasured, { fact, cause, next });
  }
}

/** What a server is known to answer wrongly in one scenario, and whether it did. */
export class WrongAnswers {
  private readonly known: readonly Exception[];
  private readonly met = new Map<Exception, string>();

  constructor(
    { server, profile }: Pick<Plan, 'server' | 'profile'>,
    private readonly scenario: string,
  ) {
    this.known = profileBefore(server, { file: profile ?? undefined }).exceptions;
  }

  /** Whether a fault is a known one; if so it becomes a verdict, and the cost is measured all the same. */
  excuses(fault: string): boolean {
    const entry = this.known.find(
      ({ scenario, wrong }) => scenario === this.scenario && wrong !== undefined && fault.includes(wrong),
    );
    if (entry) this.met.set(entry, fault);
    return entry !== undefined;
  }

  verdicts(): Verdict[] {
    return [...this.met].map(([{ because }, actual]) => ({
      metric: 'answer',
      kind: 'exact',
      law: null,
      operator: '=',
      expected: 'the answer that the RFC asks for',
      actual: actual.slice(0, 200),
      values: [],
      unit: null,
      noise: null,
      further: null,
      confidence: null,
      outcome: 'exception',
      because,
      reproduce: `npx aerometer run --scenario "${this.scenario}"`,
    }));
  }
}

/** A scenario counts as not measured, unless its error is a committed exception. */
export function isUnmeasured({ status, verdicts }: Pick<ScenarioResult, 'status' | 'verdicts'>): boolean {
  return status === 'error' && !verdicts.some(({ outcome }) => outcome === 'exception');
}

/** What one scenario means for the exit code. */
export function exitCodeOf(result: Pick<ScenarioResult, 'status' | 'verdicts'>): ExitCode {
  const met = (wanted: Verdict['outcome']) => result.verdicts.some(({ outcome }) => outcome === wanted);
  if (met('fail')) return EXIT.overBudget;
  if (isUnmeasured(result)) return EXIT.unmeasured;
  return met('inconclusive') || met('unfit') ? EXIT.inconclusive : EXIT.ok;
}
