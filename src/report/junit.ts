import { FAMILIES } from '../scenario/scenario';
import { xml } from './escape';
import { headline } from './facts';
import type { Judged } from './parts/part';
import type { Report } from './report';
import type { Results, ScenarioResult, Verdict } from './results';
import type { Claim } from './section';
import type { StudyPart } from './study';
import { titles } from './titles';
import { verdictText } from './verdict-text';

/**
 * junit.xml from results.json, one suite a family and one case a scenario and size. jest-junit writes Jest's own
 * outcome; this one can be made again from saved samples, and knows "skipped, because" and "inconclusive".
 */
export function renderJunit({ results, parts, answer }: Report): string {
  const title = titles(results);
  const suites = FAMILIES.map((family) => ({
    family,
    cases: results.scenarios
      .filter((scenario) => scenario.family === family)
      .map((scenario) => caseOf(scenario, title(scenario))),
  })).filter(({ cases }) => cases.length > 0);
  const study = parts.flatMap(partCases);
  const claims = (answer?.blocks ?? []).flatMap((block) =>
    block.kind === 'claim' ? [claimCase('answer', block)] : [],
  );
  const all = [...study, ...claims, ...suites.flatMap(({ cases }) => cases)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(`aerometer ${headline(results)}`)}" ${tally(all)}>`,
    ...suites.flatMap(({ family, cases }) => suite(`${results.server.name} ${family}`, cases, results)),
    ...suite(`${results.server.name} study`, study, results),
    ...suite(`${results.server.name} answer`, claims, results),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(name: string, cases: readonly Case[], { run }: Results): string[] {
  if (cases.length === 0) return [];
  return [
    `  <testsuite name="${xml(name)}" ${tally(cases)} timestamp="${xml(run.startedAt)}">`,
    ...cases.map(({ text }) => text),
    '  </testsuite>',
  ];
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
  return judgedAs(verdicts);
}

function judgedAs(verdicts: readonly Verdict[]): { outcome: Outcome; inside: string } {
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

/** A part that was measured has passed; what its claims and verdicts say of the server are findings, and stand as cases of their own. */
function partCases(part: StudyPart): Case[] {
  const about = `aerometer.study.${part.name}`;
  if (part.state === 'left out')
    return [caseWith('skipped', about, part.title, `<skipped message="${xml(part.reason)}"/>`)];
  if (part.state === 'failed') {
    const text = xml([part.reason, ...part.log].join('\n'));
    return [caseWith('error', about, part.title, `<error message="${xml(part.reason)}">${text}</error>`)];
  }
  const claims = part.section.blocks.flatMap((block) => (block.kind === 'claim' ? [block] : []));
  return [
    caseWith('passed', about, part.title, ''),
    ...claims.map((claim) => claimCase(about, claim)),
    ...part.judged.map((judged) => judgedCase(about, judged)),
  ];
}

/** What a part judges is a case each, as a scenario is: over budget is a failure here too. */
function judgedCase(about: string, { name, verdicts }: Judged): Case {
  const { outcome, inside } = judgedAs(verdicts);
  return caseWith(outcome, about, name, inside);
}

/** A study asks and does not gate: a "no" is no failure. What is undecided is skipped, as an open verdict is. */
function claimCase(about: string, { claim, outcome, because }: Claim): Case {
  if (outcome === 'undecided')
    return caseWith('skipped', about, claim, `<skipped message="${xml(because)}"/>`);
  return caseWith('passed', about, claim, `<system-out>${xml(`${outcome}: ${because}`)}</system-out>`);
}

function caseWith(outcome: Outcome, about: string, name: string, inside: string): Case {
  const attributes = `classname="${xml(about)}" name="${xml(name)}" time="0.000"`;
  const text =
    inside === ''
      ? `    <testcase ${attributes}/>`
      : `    <testcase ${attributes}>\n      ${inside}\n    </testcase>`;
  return { outcome, seconds: 0, text };
}

function saying(verdict: Verdict): string {
  return `${verdict.outcome}: ${verdictText(verdict)}`;
}

function tally(cases: readonly Case[]): string {
  const of = (outcome: Outcome) => cases.filter((each) => each.outcome === outcome).length;
  const seconds = cases.reduce((sum, each) => sum + each.seconds, 0);
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}" time="${seconds.toFixed(3)}"`;
}
