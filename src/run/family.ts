import { Failure } from '../config/failure';
import { mustStillAnswer } from '../engine/connect';
import { appendResult, keepTimeline } from '../report/journal';
import type { ScenarioResult } from '../report/results';
import { sessionsOf } from '../scenario/measured';
import { setFamilyRunner } from '../scenario/registry';
import type { Family, Scenario } from '../scenario/scenario';
import { Bench, tell } from './bench';
import { measureInTurn } from './in-turn';
import './matchers';
import { outcomeOfBoth, outcomeOfSessions, outcomeOfSizes } from './outcome';
import { loadPlan } from './plan';
import { measureAny } from './sessions';
import { stagesOf } from './stages';
import { Turns } from './turns';
import { watchFamily } from './watch-family';

const SCENARIO_MS = 30 * 60_000;

/** Loaded by Jest before each spec file: makes every scenario of the plan a test of its own. */
setFamilyRunner((family, scenarios) => {
  const plan = loadPlan();
  const wanted = scenarios.filter(({ name }) => plan.scenarios.includes(name));
  describe(family, () => {
    if (wanted.length === 0) {
      test('has no scenario in this run', () => expect(wanted).toHaveLength(0));
      return;
    }
    const turns = plan.head && new Turns();
    const bench = new Bench(plan, turns);
    const other = plan.head && new Bench({ ...plan, ...plan.head }, turns);
    const end = async (one: Bench) => {
      if (plan.keep) await one.sayWhereItIs();
      else await one.discard();
      tell({ event: 'time', ...one.time });
    };
    afterAll(() => Promise.all((other ? [bench, other] : [bench]).map(end)), SCENARIO_MS);
    if (plan.timelines.includes(family))
      test('looks over time', () => looks(bench, family, wanted), SCENARIO_MS);
    for (const scenario of wanted)
      test(
        scenario.name,
        () => {
          tell({ event: 'start', name: scenario.name });
          const { head } = plan;
          return other && turns && head
            ? inTurn(scenario, () => measureInTurn(bench, other, turns, scenario, head), [bench, other])
            : alone(bench, scenario);
        },
        SCENARIO_MS,
      );
  });
});

async function looks(bench: Bench, family: Family, wanted: readonly Scenario[]): Promise<void> {
  const timeline = await watchFamily(bench, family, wanted);
  await orOver(async () => keepTimeline(bench.plan.directory, timeline));
  const { brokenOff } = timeline;
  if (brokenOff) tell({ event: 'note', text: `The picture over time of ${family} ends early: ${brokenOff}` });
}

async function alone(bench: Bench, scenario: Scenario): Promise<void> {
  const stages = bench.plan.stages ? stagesOf(bench, scenario) : undefined;
  const results = await measureAny(bench, scenario, stages ?? {});
  const text = sessionsOf(scenario.measure) ? outcomeOfSessions(results) : outcomeOfSizes(results);
  await keep(scenario, [{ directory: bench.plan.directory, results }], text);
  expect(stages?.failures(results) ?? []).toBeWithinBudget();
}

/** A scenario of a comparison: what became of it on either server. Which of them is better, the parent finds out. */
async function inTurn(
  scenario: Scenario,
  work: () => ReturnType<typeof measureInTurn>,
  [base, head]: readonly [Bench, Bench],
): Promise<void> {
  const [ofBase, ofHead] = await work();
  const sides = [
    { directory: base.plan.directory, results: ofBase },
    { directory: head.plan.directory, results: ofHead },
  ];
  await keep(scenario, sides, outcomeOfBoth(ofBase, ofHead));
}

/** Puts the results on the disk and says so. Throws what went wrong on a server, when all is kept. */
async function keep(
  scenario: Scenario,
  sides: readonly { readonly directory: string; readonly results: readonly ScenarioResult[] }[],
  text: string,
): Promise<void> {
  const failed = sides.flatMap(({ results }) => results).find(({ status }) => status === 'error');
  await orOver(async () => {
    for (const { directory, results } of sides)
      for (const result of results)
        for (const note of appendResult(directory, result)) tell({ event: 'note', text: note });
    tell({ event: 'done', name: scenario.name, text });
    if (failed) await mustStillAnswer();
  });
  if (failed) throw new Error(failed.reason ?? 'unknown');
}

/** A scenario that fails leaves the others to be measured; a disk or an engine that fails does not. */
async function orOver(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { fact, why: cause, next, exitCode } = error;
    tell({ event: 'over', fact, cause, next, exitCode });
    await new Promise(() => undefined); // until the parent ends this process
  }
}
