import { FIGURES, type FigureName } from '../meter/figures';
import type { Results, Sample, ScenarioResult } from './results';

/** Those that are one number; requests and bytes of the storage have columns of their own. */
function isNumber(name: FigureName): name is Exclude<FigureName, 'requests' | 'storageBytes'> {
  return name !== 'requests' && name !== 'storageBytes';
}

export type Value = string | number | boolean | null;
type Column = readonly [head: string, read: (sample: Sample, of: ScenarioResult) => Value];

const COLUMNS: readonly Column[] = [
  ['scenario', (_, { name }) => name],
  ['family', (_, { family }) => family],
  ['layer', (_, { layer }) => layer],
  ['command', (_, { command }) => command],
  ['series', (_, { series }) => series],
  ...(['N', 'k', 'B', 'M', 'U'] as const).map(
    (name): Column => [name, (_, { variables }) => variables[name]],
  ),
  ['pass', ({ pass }) => pass],
  ['kind', ({ kind }) => kind],
  ...(['start', 'executions', ...FIGURES.filter(isNumber)] as const).map(
    (name): Column => [name, (sample) => sample[name] ?? null],
  ),
  ['storageInBytes', ({ storageBytes }) => storageBytes?.in ?? null],
  ['storageOutBytes', ({ storageBytes }) => storageBytes?.out ?? null],
];

/**
 * samples.csv: one line a sample of a command, figures per execution, as in results.json; RFC 4180. An empty field was not taken (why
 * not is in results.json). Requests have a column a kind; where a sample has counted, a kind that it did not meet is 0.
 */
export function renderCsv({ scenarios }: Results): string {
  const kinds = [
    ...new Set(
      scenarios.flatMap(({ samples }) => samples.flatMap(({ requests }) => Object.keys(requests ?? {}))),
    ),
  ].sort();
  const columns: Column[] = [
    ...COLUMNS,
    ...kinds.map(
      (kind): Column => [kind, ({ requests }) => (requests === null ? null : (requests[kind] ?? 0))],
    ),
  ];
  return csvOf(
    columns.map(([head]) => head),
    scenarios.flatMap((one) => one.samples.map((sample) => columns.map(([, read]) => read(sample, one)))),
  );
}

/** A table as RFC 4180 has it; null is an empty field. */
export function csvOf(heads: readonly string[], rows: readonly (readonly Value[])[]): string {
  return [heads, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: Value): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
