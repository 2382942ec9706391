import { join } from 'node:path';
import { ROOT } from '../config/root';
import { SERVERS } from '../containers/server';
import type { Results } from '../report/schema';
import { loadScenarios } from '../scenario/registry';
import { furtherStartsOf } from './decide';
import { emptyProfile } from './profile';
import { BODY, syntheticRun } from './synthetic';

const specs = loadScenarios(join(ROOT, 'specs')).filter(({ name }) => name === BODY);
const judge = { specs, kind: SERVERS.maddy, profile: emptyProfile('maddy') };
const decide = ({ scenarios, ...run }: Results) => furtherStartsOf(run, scenarios, judge);

test('a scenario whose verdicts are clear needs no further start', () => {
  expect(decide(syntheticRun({ cpu: (k) => 2 + 0.05 * k }))).toBe(0);
  expect(decide(syntheticRun({ cpu: (k) => 2 + 200 * (k / 3200) ** 2 }))).toBe(0);
});

test('an open one is measured up to the next stage, and after the last no more', () => {
  // Above its law by about what is allowed: nobody can tell.
  const open = { cpu: (k: number) => 2 + 100 * (k / 3200) + 80 * (k / 3200) ** 2 };
  expect([1, 3, 6, 12].map((starts) => decide(syntheticRun(open, { starts })))).toEqual([2, 3, 6, 0]);
});

test('what no start can decide asks for none', () => {
  const whole = syntheticRun({ cpu: (k) => 2 + 0.05 * k });
  expect(decide({ ...whole, scenarios: whole.scenarios.slice(0, 4) })).toBe(0);
});
