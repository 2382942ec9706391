import { FAMILIES } from '../scenario/scenario';
import { titles } from './columns';
import { xml } from './escape';
import { headline, verdictText } from './facts';
import type { Results, ScenarioResult, Verdict } from './results';

/**
 * junit.xml from results.json, one suite a family and one case a scenario and size. jest-junit writes Jest's own
 * outcome; this one can be made again from saved samples, and knows "skipped, because" and "inconclusive".
 */
export function renderJunit(results: Results): string {
  const title = titles(results);
  const suites = FAMILIES.map((family) => ({
    family,
    cases: results.scenarios
      .filter((scenario) => scenario.family === family)
      .map((scenario) => caseOf(scenario, title(scenario))),
  })).filter(({ cases }) => cases.length > 0);
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(`aerometer ${headline(results)}`)}" ${tally(all)}>`,
    ...suites.flatMap(({ family, cases }) => [
      `  <testsuite name="${xml(`${results.server.name} ${family}`)}" ${tally(cases)} timestamp="${xml(results.run.startedAt)}">`,
      ...cases.map(({ text }) => text),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';
interface Case {
  readonly outcome: Outcome;
  readonly seconds: number;
  readonly text: string;
}

function caseOf(scenario: ScenarioResult, name: string): Case {
  const { outcome, inside } = outcomeOf(scenario);
  const seconds = scenario.samples.reduce(
    (sum, { wallMs, executions }) => sum + ((wallMs ?? 0) * executions) / 1000,
    0,
  );
  const attributes = `classname="${xml(`aerometer.${scenario.family}`)}" name="${xml(name)}" time="${seconds.toFixed(3)}"`;
  const lines =
    inside === ''
      ? [`    <testcase ${attributes}/>`]
      : [`    <testcase ${attributes}>`, `      ${inside}`, '    </testcase>'];
  return { outcome, seconds, text: lines.join('\n') };
}

function outcomeOf({ status, reason, log, verdicts }: ScenarioResult): { outcome: Outcome; inside: string } {
  if (status === 'skipped')
    return { outcome: 'skipped', inside: `<skipped message="${xml(reason ?? '')}"/>` };
  if (status === 'error') {
    const text = xml([reason ?? '', ...log].join('\n'));
    return { outcome: 'error', inside: `<error message="${xml(reason ?? '')}">${text}</error>` };
  }
  const failed = verdicts.filter((verdict) => verdict.outcome === 'fail');
  const [first] = failed;
  if (first !== undefined) {
    const text = xml(
      failed.map((verdict) => `${verdictText(verdict)}\nreproduce: ${verdict.reproduce}`).join('\n'),
    );
    return {
      outcome: 'failure',
      inside: `<failure type="${xml(first.kind)}" message="${xml(verdictText(first))}">${text}</failure>`,
    };
  }
  // Neither green nor red, and JUnit has one word for that.
  const open = verdicts.filter(({ outcome }) => outcome === 'inconclusive' || outcome === 'unfit');
  if (open.length > 0)
    return { outcome: 'skipped', inside: `<skipped message="${xml(open.map(saying).join('; '))}"/>` };
  const known = verdicts.filter(({ outcome }) => outcome === 'exception');
  const inside = known.length === 0 ? '' : `<system-out>${xml(known.map(saying).join('\n'))}</system-out>`;
  return { outcome: 'passed', inside };
}

function saying(verdict: Verdict): string {
  return `${verdict.outcome}: ${verdictText(verdict)}`;
}

function tally(cases: readonly Case[]): string {
  const of = (outcome: Outcome) => cases.filter((each) => each.outcome === outcome).length;
  const seconds = cases.reduce((sum, each) => sum + each.seconds, 0);
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}" time="${seconds.toFixed(3)}"`;
}
