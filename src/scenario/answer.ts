import type { Answer } from '../imap/answer';
import { expectedHits } from './hits';
import type { Expectation, Expected } from './scenario';
import { touched, touchedSizes, type Variables, variablesOf } from './variables';
import { type Context, replaceWords } from './words';

/** What the answer is judged by, besides the expectation. */
export interface Claim {
  readonly touches: string;
  readonly context: Context;
  /** Size of the mail that the command brings, where `touches` is `new`. */
  readonly newBytes?: number;
}

/** What is wrong with the answer, in words; empty when nothing is. A command that is fast but wrong has not been measured. */
export function mismatches(answer: Answer, expectation: Expectation, claim: Claim): string[] {
  if (answer.ok !== 'OK') return [`tagged answer: expected OK, got ${answer.ok} ${answer.text}`.trimEnd()];
  const { touches, context, newBytes } = claim;
  const variables = variablesOf(touches, context, { newBytes });
  const wrong: (string | undefined)[] = [];
  for (const [kind, expected] of Object.entries(expectation.untagged ?? {})) {
    wrong.push(differs(`untagged ${kind}`, expected, answer.untagged[kind] ?? 0, variables, claim));
  }
  if (expectation.bytes !== undefined) {
    wrong.push(differs('bytes', expectation.bytes, answer.bytes, variables, claim));
  }
  if (expectation.hits !== undefined) {
    wrong.push(hitsDiffer(expectedHits(expectation.hits, touches, context), answer.hits));
  }
  const whole = [...answer.lines, answer.text].join('\n');
  for (const text of expectation.contains ?? []) {
    const wanted = replaceWords(text, context);
    if (!holds(whole, wanted)) wrong.push(`"${wanted}" is not in the answer`);
  }
  return wrong.filter((text) => text !== undefined);
}

function differs(
  what: string,
  expected: Expected,
  actual: number,
  variables: Variables,
  claim: Claim,
): string | undefined {
  if (typeof expected === 'object' && 'atLeast' in expected) {
    const least = expected.atLeast === 'k' ? variables.k : expected.atLeast;
    return actual >= least ? undefined : `${what}: expected at least ${least}, got ${actual}`;
  }
  const wanted = amount(expected, variables, claim);
  return actual === wanted ? undefined : `${what}: expected ${wanted}, got ${actual}`;
}

function amount(
  expected: Exclude<Expected, { atLeast: unknown }>,
  variables: Variables,
  { touches, context, newBytes }: Claim,
): number {
  if (typeof expected === 'number') return expected;
  if (typeof expected === 'object') {
    const cut = touchedSizes(touches, context, newBytes).map((size) => Math.min(size, expected.eachAtMost));
    return cut.reduce((sum, size) => sum + size, 0);
  }
  if (expected !== 'H') return variables[expected];
  return touched(touches, context).reduce((sum, number) => sum + context.inbox.headerSize(number), 0);
}

/** The order of the numbers is the server's choice; a number named twice is not. */
function hitsDiffer(expected: readonly number[], actual: readonly number[] | null): string | undefined {
  if (actual === null) return 'hits: the server sent no SEARCH answer';
  const named = new Set(actual);
  const missing = expected.filter((number) => !named.has(number));
  const wanted = new Set(expected);
  const extra = actual.filter((number) => !wanted.has(number));
  const problems = [
    missing.length > 0 ? `missing ${some(missing)}` : '',
    extra.length > 0 ? `not asked for ${some(extra)}` : '',
    named.size < actual.length ? 'some named twice' : '',
  ].filter((text) => text !== '');
  if (problems.length === 0) return undefined;
  return `hits: expected ${expected.length} messages, got ${actual.length} (${problems.join('; ')})`;
}

function some(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 5).join(', ');
  return numbers.length > 5 ? `${shown} and ${numbers.length - 5} more` : shown;
}

/** Whether `text` occurs, in any case of letters; a number only as a whole: `100 EXISTS` is not in `* 1100 EXISTS`. */
function holds(whole: string, text: string): boolean {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\d(?=\\d))${escaped}(?!(?<=\\d)\\d)`, 'i').test(whole);
}
