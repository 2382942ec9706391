import { EXIT, Failure, reasonOf } from '../config/failure';
import { costOf } from '../meter/cost';
import type { Sample, ScenarioResult } from '../report/results';
import { mismatches } from '../scenario/answer';
import { layersOf } from '../scenario/layers';
import { newBytesOf, verbOf } from '../scenario/measured';
import { unmet } from '../scenario/needs';
import type { Scenario } from '../scenario/scenario';
import { variablesOf } from '../scenario/variables';
import type { Bench } from './bench';
import { type Actor, closeSession, lineOf, openSession, readyToRun } from './execution';
import { doSteps } from './steps';
import { WrongAnswers } from './wrong-answers';

/** Below this much CPU (ms) a command is run several times between two readings, and its cost divided. */
const WORTH_READING_MS = 20;
const MOST_EXECUTIONS = 20;

/** Measures one scenario: on each of several fresh starts a first execution, then steady ones. Never throws. */
export function measure(bench: Bench, scenario: Scenario): Promise<ScenarioResult> {
  return bench.atWork(() => onStarts(bench, scenario));
}

async function onStarts(bench: Bench, scenario: Scenario): Promise<ScenarioResult> {
  const samples: Sample[] = [];
  const wrong = new WrongAnswers(bench.plan.server, scenario.name);
  let result: ScenarioResult = blank(scenario);
  try {
    const { capabilities } = await bench.ready();
    const missing = unmet(scenario.needs ?? [], capabilities);
    if (missing.length > 0) {
      return { ...result, status: 'skipped', reason: `the server does not advertise ${missing.join(', ')}` };
    }
    for (let start = 0; start < bench.plan.starts; start += 1) {
      await bench.freshServer();
      result = await oneStart(bench, scenario, wrong, samples, result);
    }
    return { ...result, status: 'measured', samples, verdicts: wrong.verdicts() };
  } catch (error) {
    const { why, lines } = await bench.lastWords();
    await bench.discard().catch(() => undefined);
    const reason = reasonWith(why, error);
    const excused = wrong.excuses(reason) ? wrong.verdicts() : [];
    return { ...result, status: 'error', reason, log: lines, samples, verdicts: excused };
  }
}

async function oneStart(
  bench: Bench,
  scenario: Scenario,
  wrong: WrongAnswers,
  samples: Sample[],
  result: ScenarioResult,
): Promise<ScenarioResult> {
  const { stack, inbox } = await bench.ready();
  const context = () => ({
    user: stack.account.login,
    password: stack.account.password,
    inbox,
    added: [],
    scratch: `Scratch-${++bench.serial}`,
  });
  const actor: Actor = { stack, inbox, session: null, context: context(), wrong, serial: bench.serial };
  let facts = result;
  let repeat = 1;
  try {
    for (let n = 0; n <= bench.plan.steady; n += 1) {
      actor.context = context();
      if (scenario.ownSession || actor.session === null) await openSession(actor, scenario.state);
      await doSteps(actor, scenario, scenario.prepare ?? []);
      if (scenario.state === 'absent') closeSession(actor);
      facts = {
        ...facts,
        command: lineOf(scenario.measure, actor.context),
        variables: variables(scenario, actor),
      };
      const sample = await between(bench, scenario, actor, n === 0 ? 1 : repeat);
      samples.push({ ...sample, pass: n === 0 ? 'memory' : 'cpu', kind: n === 0 ? 'first' : 'steady' });
      if (n === 0 && repeatable(scenario)) {
        repeat = Math.min(
          MOST_EXECUTIONS,
          Math.max(1, Math.ceil(WORTH_READING_MS / Math.max(sample.cpuMs ?? WORTH_READING_MS, 0.1))),
        );
      }
      if (scenario.state === 'absent') await openSession(actor, 'selected');
      await doSteps(actor, scenario, [...(scenario.proof ?? []), ...(scenario.undo ?? [])]);
      if (scenario.ownSession || scenario.state === 'absent') closeSession(actor);
      bench.serial = actor.serial;
    }
    return facts;
  } finally {
    closeSession(actor);
  }
}

/** Reads, runs the command, reads again: exactly the command lies between. */
async function between(bench: Bench, scenario: Scenario, actor: Actor, executions: number): Promise<Sample> {
  const { probe, server, metricsUrl } = actor.stack;
  const run = readyToRun(actor, scenario.measure);
  const before = await probe.read(server.target, 'before', metricsUrl);
  let [wallMs, last] = [0, await run()];
  wallMs += last.wallMs;
  for (let i = 1; i < executions; i += 1) {
    last = await run();
    wallMs += last.wallMs;
  }
  const after = await probe.read(server.target, 'after', metricsUrl);
  bench.time.settlingMs += before.settledMs + after.settledMs;
  await refuseIfWrong(scenario, actor, last.answer);
  const cost = costOf(before, after, executions, bench.plan.cpus);
  return {
    ...cost,
    pass: 'cpu',
    kind: 'steady',
    start: bench.serverStarts,
    executions,
    wallMs: wallMs / executions,
    untagged: { ...last.answer.untagged },
  };
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
  throw new Failure(EXIT.unmeasured, {
    fact,
    cause:
      answer.lines.length > 0 ? `it began: ${answer.lines[0]?.slice(0, 120)}` : `it said: ${answer.text}`,
    next: `see ${scenario.rfc}`,
  });
}

function repeatable({ prepare, proof, undo, ownSession, measure }: Scenario): boolean {
  return !prepare && !proof && !undo && !ownSession && typeof measure === 'string';
}

function variables(scenario: Scenario, actor: Actor) {
  return variablesOf(scenario.touches, actor.context, { newBytes: newBytesOf(scenario.measure) });
}

/** What is known of a scenario before it is measured. */
export function blank(scenario: Scenario): ScenarioResult {
  const { name, family, rfc, because, measure: measured, touches } = scenario;
  return {
    name,
    family,
    rfc,
    because,
    layer: layersOf(measured, touches).join(' + '),
    verb: verbOf(measured),
    command: typeof measured === 'string' ? measured : verbOf(measured),
    variables: { N: 0, k: 0, B: 0, M: 0, U: 1 },
    status: 'error',
    reason: 'it was not measured',
    log: [],
    samples: [],
    verdicts: [],
  };
}

/** What is told of an error: first who has gone, if anybody has. */
export function reasonWith(why: string | null, error: unknown): string {
  return why === null ? said(error) : `${why}: ${said(error)}`;
}

function said(error: unknown): string {
  return error instanceof Failure ? `${error.fact} (${error.why})` : reasonOf(error);
}
