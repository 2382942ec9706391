import { csvOf, type Value } from './csv';
import type { StudyPart } from './study';

/** A list of readings of a part as a table. */
export interface PartTable {
  /** `login-crowds.csv`: of the part `login` the list `crowds`. */
  readonly name: string;
  readonly text: string;
}

/** What is made of readings, and is none. */
const DERIVED = 'verdicts';
type Row = Readonly<Record<string, Value>>;

/**
 * All that the parts of a study have measured, a table for each list of their records, with the number of each row. A field inside
 * another is named by its path (`warmed.rssBytes`). Where a list is inside another, its rows begin with the outer one's row and words.
 */
export function partTables(parts: readonly StudyPart[]): PartTable[] {
  return parts.flatMap((part) => {
    if (part.state !== 'shown' || !isRecord(part.record)) return [];
    const lists = new Map<string, Row[]>();
    collect(lists, [part.name], {}, part.record.data);
    return [...lists].map(([name, rows]) => ({ name: `${name}.csv`, text: textOf(rows) }));
  });
}

function collect(lists: Map<string, Row[]>, path: readonly string[], outer: Row, data: unknown): void {
  for (const [key, value] of Object.entries(isRecord(data) ? data : {})) {
    const inner = [...path, key];
    if (isRecord(value)) collect(lists, inner, outer, value);
    else if (Array.isArray(value) && key !== DERIVED) collectList(lists, inner, outer, value);
  }
}

function collectList(
  lists: Map<string, Row[]>,
  path: readonly string[],
  outer: Row,
  list: readonly unknown[],
): void {
  const name = path.join('-');
  const key = path.at(-1) ?? '';
  for (const [i, element] of list.entries()) {
    const own = fieldsOf(element);
    // What holds no number was not measured: names, reasons, log lines.
    if (Object.values(own).some((value) => typeof value === 'number'))
      lists.set(name, [...(lists.get(name) ?? []), { ...outer, row: i + 1, ...own }]);
    const words = Object.entries(own).filter(
      ([field, value]) => typeof value === 'string' && !field.includes('.'),
    );
    const named = Object.fromEntries(words.map(([field, value]) => [`${key}.${field}`, value]));
    collect(lists, path, { ...outer, [`${key}.row`]: i + 1, ...named }, element);
  }
}

/** Text and numbers of an element, those of objects inside it too; a tuple's by their place. */
function fieldsOf(element: unknown, prefix = ''): Row {
  if (isValue(element)) return { value: element };
  if (Array.isArray(element))
    return Object.fromEntries(
      element.flatMap((value, i): [string, Value][] => (isValue(value) ? [[`item ${i + 1}`, value]] : [])),
    );
  return Object.fromEntries(
    Object.entries(isRecord(element) ? element : {}).flatMap(([key, value]): [string, Value][] => {
      if (isValue(value)) return [[prefix + key, value]];
      return isRecord(value) ? Object.entries(fieldsOf(value, `${prefix}${key}.`)) : [];
    }),
  );
}

function textOf(rows: readonly Row[]): string {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return csvOf(
    heads,
    rows.map((row) => heads.map((head) => row[head] ?? null)),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isValue(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
