import { userNamed } from '../containers/more-users';
import { mustStillAnswer } from '../engine/connect';
import { Refused } from '../imap/login';
import type { Outcome } from '../report/parts/replay-schema';
import type { Sample, ScenarioResult } from '../report/results';
import type { Bench } from '../run/bench';
import { blank, reasonWith, type Size } from '../run/measure';
import { oneSize } from '../run/one-size';
import { AnsweredWrongly, WrongAnswers } from '../run/wrong-answers';
import type { Scenario } from '../scenario/scenario';
import type { Replayed } from './replay-adapt';

/** Of a line between two readings: there are 240 lines, and one server takes 40 ms for whatever it answers. */
const MOST_EXECUTIONS = 5;

export interface Ended {
  readonly outcome: Outcome;
  readonly result: ScenarioResult;
}

/**
 * Measures one line on the server at hand. A NO or BAD is a result with the server's words; a server that dies or falls
 * silent is one with its last words, and is discarded. Throws Failure only where the engine itself has gone.
 */
export async function replayOne(bench: Bench, { scenario, unmet }: Replayed): Promise<Ended> {
  if (unmet.length > 0) {
    const reason = `the server does not advertise ${unmet.join(', ')}, so its client would not have sent it`;
    return { outcome: 'skipped', result: { ...blank(scenario), status: 'skipped', reason } };
  }
  const size: Size = {
    scenario,
    series: 'mailbox',
    user: null,
    steady: bench.plan.steady,
    samples: [],
    most: MOST_EXECUTIONS,
    facts: blank(scenario),
  };
  const ended = (outcome: Outcome, reason: string, log: string[] = []): Ended => ({
    outcome,
    result: { ...size.facts, status: 'error', reason, log, samples: [] },
  });
  try {
    const { stack } = await bench.ready();
    const wrong = new WrongAnswers(bench.plan, scenario.name);
    await oneSize(bench, size, userNamed(stack, null), wrong, new Map());
    const samples = size.samples.map(withoutSources);
    return { outcome: 'measured', result: { ...size.facts, status: 'measured', reason: null, samples } };
  } catch (error) {
    if (error instanceof AnsweredWrongly) {
      // What was done for it cannot be undone by half.
      if (changes(scenario)) await bench.discard();
      const { ok, text } = error.answer;
      return ok === 'OK' ? ended('wrong', error.fact) : ended('rejected', `${ok} ${text}`.trimEnd());
    }
    if (error instanceof Refused) {
      await bench.discard();
      return ended('rejected', `before or after it: ${error.fact}`);
    }
    const { why, lines } = await bench.lastWords();
    await bench.discard().catch(() => undefined);
    await mustStillAnswer();
    return ended('broken', reasonWith(why, error), lines);
  }
}

/** A line that is left out because too many before it have cost a server. */
export function notSent(scenario: Scenario): Ended {
  const reason = 'not sent: too many lines before it have ended without an answer';
  return { outcome: 'skipped', result: { ...blank(scenario), status: 'skipped', reason } };
}

function changes({ prepare, undo }: Scenario): boolean {
  return [...(prepare ?? []), ...(undo ?? [])].some((step) => typeof step !== 'string' || !isOpening(step));
}

/** A mailbox that is opened or left stays as it is. */
function isOpening(step: string): boolean {
  return /^(SELECT|CLOSE)\b/.test(step);
}

/** The same texts in each of a thousand samples say nothing; why a figure is missing does. */
function withoutSources(sample: Sample): Sample {
  const sources = Object.fromEntries(
    Object.entries(sample.sources).filter(([name]) => sample[name as keyof Sample] === null),
  );
  return { ...sample, sources };
}
