import { Failure } from '../config/failure';
import { mustStillAnswer } from '../engine/connect';
import { appendResult, keepTimeline } from '../report/journal';
import { sessionsOf } from '../scenario/measured';
import { setFamilyRunner } from '../scenario/registry';
import { Bench, tell } from './bench';
import './matchers';
import { outcomeOfSessions, outcomeOfSizes } from './outcome';
import { loadPlan } from './plan';
import { measureAny } from './sessions';
import { stagesOf } from './stages';
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
    const bench = new Bench(plan);
    afterAll(async () => {
      if (plan.keep) await bench.sayWhereItIs();
      else await bench.discard();
      tell({ event: 'time', ...bench.time });
    }, SCENARIO_MS);
    if (plan.timelines.includes(family)) {
      test(
        'looks over time',
        async () => {
          const timeline = await watchFamily(bench, family, wanted);
          await orOver(async () => keepTimeline(plan.directory, timeline));
          const { brokenOff } = timeline;
          if (brokenOff)
            tell({ event: 'note', text: `The picture over time of ${family} ends early: ${brokenOff}` });
        },
        SCENARIO_MS,
      );
    }
    for (const scenario of wanted) {
      test(
        scenario.name,
        async () => {
          tell({ event: 'start', name: scenario.name });
          const stages = plan.stages ? stagesOf(bench, scenario) : undefined;
          const results = await measureAny(bench, scenario, stages?.further);
          const failed = results.find(({ status }) => status === 'error');
          await orOver(async () => {
            for (const result of results)
              for (const text of appendResult(plan.directory, result)) tell({ event: 'note', text });
            const text = sessionsOf(scenario.measure) ? outcomeOfSessions(results) : outcomeOfSizes(results);
            tell({ event: 'done', name: scenario.name, text });
            if (failed) await mustStillAnswer();
          });
          if (failed) throw new Error(failed.reason ?? 'unknown');
          expect(stages?.failures(results) ?? []).toBeWithinBudget();
        },
        SCENARIO_MS,
      );
    }
  });
});

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
