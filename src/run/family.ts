import { appendResult, keepTimeline } from '../report/journal';
import { sessionsOf } from '../scenario/measured';
import { setFamilyRunner } from '../scenario/registry';
import { Bench, tell } from './bench';
import { measure } from './measure';
import { outcome, outcomeOfSessions } from './outcome';
import { loadPlan } from './plan';
import { measureSessions } from './sessions';
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
    if (plan.timelines) {
      test(
        'looks over time',
        async () => {
          const timeline = await watchFamily(bench, family, wanted);
          keepTimeline(plan.directory, timeline);
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
          const sessions = sessionsOf(scenario.measure);
          const results = sessions
            ? await measureSessions(bench, scenario, sessions)
            : [await measure(bench, scenario)];
          for (const result of results)
            for (const text of appendResult(plan.directory, result)) tell({ event: 'note', text });
          const text = sessions ? outcomeOfSessions(results) : results.map(outcome).join();
          tell({ event: 'done', name: scenario.name, text });
          for (const { status, reason } of results)
            if (status === 'error') throw new Error(reason ?? 'unknown');
        },
        SCENARIO_MS,
      );
    }
  });
});
