import type { Reading } from '../agent/protocol';
import type { User } from '../containers/more-users';
import { costOf } from '../meter/cost';
import type { Cost } from '../meter/figures';
import { type FirstSeen, noteFirst } from '../meter/memory';
import { keyOf, type Sample } from '../report/results';
import { mismatches } from '../scenario/answer';
import { newBytesOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';
import { variablesOf } from '../scenario/variables';
import type { Bench } from './bench';
import { type Actor, closeSession, lineOf, openSession, readyToRun } from './execution';
import type { Size } from './measure';
import { doSteps } from './steps';
import { AnsweredWrongly, type WrongAnswers } from './wrong-answers';

/**
 * Below this much CPU (ms) a command is run several times between two readings, and its cost divided: a garbage collector that
 * runs in one execution of 20 ms and not in the next makes a quarter of it.
 */
const WORTH_READING_MS = 50;
const MOST_EXECUTIONS = 50;

/**
 * One size on the server start at hand: a first execution, then steady ones. Memory of the first counts above what the fresh,
 * warmed server had before the smallest size (`first`): its allocator keeps the pages that smaller sizes took, and would hide
 * what this one takes.
 */
export async function oneSize(
  bench: Bench,
  size: Size,
  user: User,
  wrong: WrongAnswers,
  first: FirstSeen,
): Promise<void> {
  const { scenario, samples } = size;
  const { stack, inboxOf } = await bench.ready();
  const inbox = inboxOf(size.user);
  const context = () => ({
    user: user.login,
    password: user.password,
    inbox,
    added: [],
    newBytes: newBytesOf(scenario.measure),
    scratch: `Scratch-${++bench.serial}`,
  });
  const actor: Actor = { stack, user, inbox, session: null, context: context(), wrong, serial: bench.serial };
  let repeat = 1;
  let last: Reading | null = null;
  try {
    for (let n = 0; n <= size.steady; n += 1) {
      actor.context = context();
      if (scenario.ownSession || actor.session === null) await openSession(actor, scenario.state);
      await doSteps(actor, scenario, scenario.prepare ?? []);
      if (scenario.state === 'absent') closeSession(actor);
      size.facts = {
        ...size.facts,
        command: lineOf(scenario.measure, actor.context),
        variables: variables(scenario, actor),
      };
      const taken = await between(bench, size, actor, n === 0 ? 1 : repeat, n === 0 ? first : null, last);
      const { sample } = taken;
      samples.push(sample);
      last = repeatable(scenario) ? taken.after : null;
      if (n === 0 && repeatable(scenario)) {
        const wanted = Math.ceil(WORTH_READING_MS / Math.max(sample.cpuMs ?? WORTH_READING_MS, 0.1));
        repeat = Math.min(size.most ?? MOST_EXECUTIONS, Math.max(1, wanted));
        repeat = bench.turns?.agree(keyOf(size.facts), repeat) ?? repeat;
      }
      if (scenario.state === 'absent') await openSession(actor, 'selected');
      await doSteps(actor, scenario, [...(scenario.proof ?? []), ...(scenario.undo ?? [])]);
      if (scenario.ownSession || scenario.state === 'absent') closeSession(actor);
      bench.serial = actor.serial;
      await bench.turns?.pass(bench);
    }
  } finally {
    closeSession(actor);
  }
}

/** Reads, runs the command, reads again: exactly the command lies between. `last`: the reading before, where nothing was asked since. */
async function between(
  bench: Bench,
  { scenario, facts }: Size,
  actor: Actor,
  executions: number,
  first: FirstSeen | null,
  last: Reading | null,
): Promise<{ sample: Sample; after: Reading }> {
  const { probe, server, metricsUrl } = actor.stack;
  const read = (moment: 'before' | 'after', rested: Reading | null = null): Promise<Reading> =>
    probe.read(server.target, moment, metricsUrl, rested);
  const run = readyToRun(actor, scenario.measure);
  const dose = await bench.dose(facts, first === null ? 'steady' : 'first', executions);
  const rested = dose ? null : last;
  // One reading ends an execution and begins the next, but where another server had its turn in between.
  const before = rested === null || bench.turns ? await read('before', rested) : rested;
  await dose?.begin();
  let [wallMs, done] = [0, await run()];
  wallMs += done.wallMs;
  for (let i = 1; i < executions; i += 1) {
    done = await run();
    wallMs += done.wallMs;
  }
  await dose?.end();
  const after = await read('after');
  bench.time.settlingMs += (before === last ? 0 : before.settledMs) + after.settledMs;
  await refuseIfWrong(scenario, actor, done.answer);
  if (first !== null) noteFirst(first, before.processes ?? []);
  const cost = costOf(before, after, executions, bench.plan.cpus, first ?? undefined);
  const sample: Sample = {
    ...(before === last ? withoutPeak(cost) : cost),
    ...(first === null
      ? ({ pass: 'cpu', kind: 'steady' } as const)
      : ({ pass: 'memory', kind: 'first' } as const)),
    start: bench.serverStarts,
    executions,
    wallMs: wallMs / executions,
    untagged: { ...done.answer.untagged },
  };
  return { sample, after };
}

/** The high-water marks were not reset since the execution before. */
function withoutPeak(cost: Cost): Cost {
  const { peakRssBytes: _, ...bounds } = cost.bounds;
  const why = 'taken of the first execution, with whose reading this one began';
  return { ...cost, peakRssBytes: null, bounds, sources: { ...cost.sources, peakRssBytes: why } };
}

async function refuseIfWrong(
  scenario: Scenario,
  actor: Actor,
  answer: Awaited<ReturnType<ReturnType<typeof readyToRun>>>['answer'],
) {
  const claim = { touches: scenario.touches, context: actor.context, newBytes: newBytesOf(scenario.measure) };
  const wrong = mismatches(answer, scenario.expect ?? {}, claim);
  if (wrong.length === 0) return;
  const fact = `Wrong answer: ${wrong.join('; ')}`;
  if (answer.ok === 'OK' && actor.wrong.excuses(fact)) return;
  throw new AnsweredWrongly(answer, fact, `see ${scenario.rfc}`);
}

function repeatable({ prepare, proof, undo, ownSession, measure }: Scenario): boolean {
  return !prepare && !proof && !undo && !ownSession && typeof measure === 'string';
}

function variables(scenario: Scenario, actor: Actor) {
  return variablesOf(scenario.touches, actor.context, { newBytes: newBytesOf(scenario.measure) });
}
