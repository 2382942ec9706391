import { markdown } from '../report/escape';
import type { Compared } from './compared';
import { exitCodesOf } from './comparison';
import type { ComparedRow, Comparison } from './schema';
import { COLUMNS, type Line, linesOf } from './table';

const SHOWN = 12;

/** For a terminal: what got worse with the line that measures it again, what got better, and how much is the same. */
export function renderComparison(comparison: Comparison, compared: readonly Compared[]): string {
  const { differences, apart } = comparison;
  const of = (outcome: ComparedRow['outcome']) => differences.filter((one) => one.outcome === outcome);
  const [worse, better, open] = [of('worse'), of('better'), of('open')];
  const lines = linesOf(compared).filter(({ differs }) => differs);
  return [
    headline(comparison),
    ...apart.map((what) => `Not the same, so nothing gates: ${what}.`),
    ...(lines.length === 0 ? [] : ['', ...grid(lines)]),
    '',
    ...worse.flatMap((one) => [
      `WORSE   ${one.scenario}: ${one.metric}, ${one.text}${sureText(one)}`,
      `        ${one.reproduce}`,
    ]),
    ...better.slice(0, SHOWN).map((one) => `better  ${one.scenario}: ${one.metric}, ${one.text}`),
    ...(better.length > SHOWN ? [`better  and ${better.length - SHOWN} more`] : []),
    ...open.slice(0, SHOWN).map((one) => `open    ${one.scenario}: ${one.metric}, ${one.text}`),
    ...(open.length > SHOWN ? [`open    and ${open.length - SHOWN} more`] : []),
    countText(comparison),
  ].join('\n');
}

/** For a job summary or a comment: the same, with a line for every scenario. */
export function renderSummary(comparison: Comparison, compared: readonly Compared[]): string {
  const lines = linesOf(compared);
  const row = (cells: readonly string[]) => `| ${cells.map(markdown).join(' | ')} |`;
  const differing = lines.filter(({ differs }) => differs);
  const rest = lines.filter(({ differs }) => !differs);
  const table = (some: readonly Line[]) => [
    row(['command', ...COLUMNS]),
    `| --- |${' ---: |'.repeat(COLUMNS.length)}`,
    ...some.map(({ scenario, cells }) => row([scenario, ...cells])),
  ];
  const worse = comparison.differences.filter(({ outcome }) => outcome === 'worse');
  return [
    `# ${markdown(headline(comparison))}`,
    '',
    `**${countText(comparison)}**`,
    '',
    ...comparison.apart.map((what) => `- Not the same, so nothing gates: ${markdown(what)}`),
    ...(differing.length === 0 ? [] : [...table(differing), '']),
    ...worse.flatMap((one) => [
      `- ${markdown(`${one.scenario}: ${one.metric}, ${one.text}${sureText(one)}`)}`,
      '',
      '  ```',
      `  ${one.reproduce}`,
      '  ```',
      '',
    ]),
    `<details><summary>${rest.length} command${rest.length === 1 ? ' costs' : 's cost'} the same but for noise (~)</summary>`,
    '',
    ...table(rest),
    '',
    '</details>',
    '',
  ].join('\n');
}

function headline({ base, head }: Comparison): string {
  const name = ({ server, version, image }: Comparison['base']) =>
    `${server}${version === null ? '' : ` ${version}`} (${image ?? 'image not known'})`;
  return `${name(base)} against ${name(head)}`;
}

function countText(comparison: Comparison): string {
  const of = (outcome: ComparedRow['outcome']) =>
    comparison.differences.filter((one) => one.outcome === outcome).length;
  const pairs =
    comparison.pairs.length === 0
      ? ''
      : `, on ${comparison.pairs.map((most) => (most > 1 ? `up to ${most}` : most)).join(' and ')} pairs of server starts a stage`;
  const gated = comparison.apart.length > 0 && exitCodesOf({ ...comparison, apart: [] }).length > 0;
  return `${of('worse')} worse, ${of('better')} better, ${of('open')} open, ${of('same')} the same but for noise (~)${pairs}${gated ? '; no exit code depends on it' : ''}`;
}

function sureText({ kind, interval, pairs }: ComparedRow): string {
  if (kind === 'requests') return ', on every start of both';
  return interval === null ? '' : `, 95 % interval of ${pairs} pairs`;
}

function grid(lines: readonly Line[]): string[] {
  const used = COLUMNS.flatMap((_, i) => (lines.some(({ cells }) => cells[i] !== '') ? [i] : []));
  const rows = [
    ['', ...used.map((i) => COLUMNS[i] ?? '')],
    ...lines.map(({ scenario, cells }) => [scenario, ...used.map((i) => cells[i] ?? '')]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
