import { oneLine } from './escape';
import { METRICS, pointsOf } from './points';
import {
  RESULTS_FILE,
  type Results,
  type ScenarioResult,
  seriesKeyOf,
  type Variables,
  type Verdict,
} from './results';
import { sizes } from './titles';
import { bytes, count, milliseconds } from './units';

/** An amount of a verdict for people: with its unit, a range with its two ends. */
export function amountText(value: Verdict['actual'], unit: Verdict['unit']): string {
  if (value === null) return '?';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.map((each) => amountText(each, unit)).join(' to ');
  if (unit === 'ms') return milliseconds(value);
  return unit === 'bytes' ? bytes(value) : count(value);
}

/** What tells one size from the others: `N=200`, `M=64 KiB`, `U=8`. */
function sizeOfPoint(all: readonly ScenarioResult[]): (variables: Variables) => string {
  const varied = (['N', 'k', 'M', 'U'] as const).find(
    (v) => new Set(all.map(({ variables }) => variables[v])).size > 1,
  );
  return (variables) =>
    varied === 'M' ? `M=${bytes(variables.M)}` : `${varied ?? 'N'}=${variables[varied ?? 'N']}`;
}

/** One verdict on one screen: what was measured, what it is held against, how sure, where it stands, how to have it again. */
export function verdictScreen(
  results: Results,
  result: ScenarioResult,
  verdict: Verdict,
  directory: string,
): string {
  const { N, k, B, M, U } = result.variables;
  const key = seriesKeyOf(result);
  const same = results.scenarios.filter((one) => one.status === 'measured' && seriesKeyOf(one) === key);
  const size = sizeOfPoint(same);
  const metric = METRICS.find((one) => one === verdict.metric);
  const measured =
    metric === undefined || verdict.unit === null
      ? verdict.values.map(count).join(', ')
      : pointsOf(same, metric)
          .map(
            ({ variables, values }) =>
              `${size(variables)}: ${values.map((value) => amountText(value, verdict.unit)).join(', ')}`,
          )
          .join('; ');
  const what: Readonly<Record<Verdict['kind'], string>> = {
    exact: 'requests of an execution, the same on every start',
    bound: 'requests of an execution, a bound on their range',
    growth: 'the part of the cost above its law, at the largest size',
    budget: "the cost at the largest size, against the server's profile",
    compare: 'two images',
  };
  const { confidence, noise, further, unit } = verdict;
  const lines: (readonly [string, string] | null)[] = [
    ['command', result.command],
    [
      'size',
      `N=${count(N)} k=${count(k)} B=${bytes(B)} M=${bytes(M)} U=${count(U)}${same.length > 1 ? `, the largest of ${same.length}` : ''}`,
    ],
    ['judged', what[verdict.kind]],
    [
      'measured',
      measured === '' ? 'nothing' : `${measured} (each a ${unit === null ? 'sample' : 'server start'})`,
    ],
    ['law', verdict.law ?? 'none'],
    ['allowed', `${verdict.operator} ${amountText(verdict.expected, unit)}`],
    ['found', amountText(verdict.actual, unit)],
    confidence === null ? null : ['confidence', `lower bound at ${confidence.toFixed(8)}, upper at 0.99`],
    noise === null ? null : ['noise', `${amountText(noise, unit)} standard error`],
    ['because', verdict.because],
    further === null ? null : ['further', further === 0 ? 'none' : `${further} server starts a size`],
    ['raw', `${directory}/${RESULTS_FILE}, "name": ${JSON.stringify(result.name)}`],
    ['reproduce', verdict.reproduce],
  ];
  const head = `${verdict.outcome.toUpperCase()}  ${oneLine(result.name)}${sizes(results)(result)}: ${verdict.metric}, ${verdict.kind}`;
  return [
    head,
    ...lines.flatMap((line) => (line === null ? [] : [`  ${line[0].padEnd(10)} ${oneLine(line[1])}`])),
  ].join('\n');
}
