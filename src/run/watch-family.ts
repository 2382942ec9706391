import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../config/failure';
import { userNamed } from '../containers/more-users';
import { pointsOf } from '../meter/timeline';
import type { Timeline } from '../report/results';
import { newBytesOf, sessionsOf } from '../scenario/measured';
import { unmet } from '../scenario/needs';
import type { Family, Scenario } from '../scenario/scenario';
import type { Bench } from './bench';
import { type Actor, closeSession, lineOf, openSession, readyToRun } from './execution';
import { doSteps } from './steps';
import { witness } from './witness';
import { WrongAnswers } from './wrong-answers';

const EVERY_MS = 50;
/** Stillness before and after each command, so that its own ticks can be told from those of its neighbours. */
const STILL_MS = 200;

type Mark = Timeline['commands'][number];

/**
 * A family's commands one after the other on one freshly started server, each once, while CPU and RSS are noted twenty
 * times a second: the picture that psrecord draws. It judges nothing, and it ends where a command fails.
 */
export async function watchFamily(
  bench: Bench,
  family: Family,
  scenarios: readonly Scenario[],
): Promise<Timeline> {
  await bench.freshServer();
  const { stack, inboxOf, capabilities } = await bench.ready();
  const inbox = inboxOf(null);
  const actor: Actor = {
    stack,
    user: userNamed(stack, null),
    inbox,
    session: null,
    context: { user: stack.account.login, password: stack.account.password, inbox, added: [], scratch: '' },
    wrong: new WrongAnswers(bench.plan, ''),
    serial: bench.serial,
  };
  const zero = await stack.agent.watch(stack.server.target, EVERY_MS);
  const since = performance.now();
  const watched = witness(stack.server.target);
  const commands: Mark[] = [];
  let brokenOff: string | null = null;
  try {
    const wanted = scenarios.filter(
      ({ measure, needs }) => !sessionsOf(measure) && unmet(needs ?? [], capabilities).length === 0,
    );
    for (const scenario of wanted) commands.push(await once(bench, actor, scenario, since));
  } catch (error) {
    brokenOff = reasonOf(error);
  }
  closeSession(actor);
  bench.serial = actor.serial;
  const points = pointsOf(await stack.agent.unwatch(), zero);
  return {
    family,
    messages: inbox.shown.length,
    everyMs: EVERY_MS,
    points,
    pidusage: watched.stop(),
    commands,
    brokenOff,
  };
}

async function once(bench: Bench, actor: Actor, scenario: Scenario, since: number): Promise<Mark> {
  closeSession(actor);
  const newBytes = newBytesOf(scenario.measure);
  actor.context = { ...actor.context, added: [], newBytes, scratch: `Scratch-${++bench.serial}` };
  await openSession(actor, scenario.state);
  await doSteps(actor, scenario, scenario.prepare ?? []);
  if (scenario.state === 'absent') closeSession(actor);
  const run = readyToRun(actor, scenario.measure);
  const command = lineOf(scenario.measure, actor.context);
  await pause(STILL_MS);
  const fromMs = performance.now() - since;
  await run();
  const toMs = performance.now() - since;
  await pause(STILL_MS);
  if (scenario.state === 'absent') await openSession(actor, 'selected');
  const arrival = (scenario.proof ?? []).filter((step) => typeof step === 'object' && 'arrived' in step);
  await doSteps(actor, scenario, [...arrival, ...(scenario.undo ?? [])]);
  return { name: scenario.name, command, fromMs: Math.round(fromMs), toMs: Math.round(toMs) };
}
