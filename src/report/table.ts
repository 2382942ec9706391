import type { Sort } from '../config/choices';
import { FAMILIES } from '../scenario/scenario';
import { type Column, columns } from './columns';
import { clip, oneLine } from './escape';
import { headline } from './facts';
import { footnotes } from './footnotes';
import { hasLine } from './has-line';
import type { Results } from './results';
import { holdsSessions, sessionTable } from './sessions';
import { type Summary, summarizeAll } from './summarize';
import { type Paint, painter, wrap } from './terminal';
import { FAMILY_TITLE, sizes } from './titles';
import { worstFirst } from './worst-first';

export interface TableOptions {
  /** Characters in a line. */
  readonly width: number;
  readonly color: boolean;
  /** Worst first over all families; without it the specs' order, by family. */
  readonly worst?: Sort;
}

const GAP = '  ';
const SHORTEST_NAME = 28;

export function renderTable(results: Results, options: TableOptions): string {
  const paint = painter(options.color);
  const rows = summarizeAll(results);
  const { mailbox } = results.run;
  return [
    paint('bold', `${headline(results)}: what each command cost on ${oneLine(mailbox.name)}`),
    ...body(results, rows, options, paint),
    ...sessionLines(results, options.width, paint),
    '',
    ...footnotes(results, rows, options.width, paint),
    '',
  ].join('\n');
}

function body(results: Results, rows: readonly Summary[], options: TableOptions, paint: Paint): string[] {
  const some = rows.filter(({ result }) => result.status !== 'skipped');
  if (some.length === 0) return ['', 'No scenario was measured.'];
  const lined = hasLine(results);
  const shown = some.filter((row) => isOneCommand(row) && lined(row.result));
  if (shown.length === 0) return [];
  const size = sizes(results);
  const longest = Math.max(...shown.map(({ result }) => oneLine(result.name).length + size(result).length));
  const { cells, left, nameWidth } = layOut(columns(results), shown, longest, options.width);
  const names = shorten(shown, size, nameWidth);
  const line = (name: string, texts: readonly string[]) =>
    [name.padEnd(nameWidth), ...texts.map((text, i) => text.padStart(cells[i]?.width ?? 0))]
      .join(GAP)
      .trimEnd();
  const lineOf = (row: Summary) => {
    const name = names.get(row) ?? '';
    if (row.result.status === 'error') return paint('red', line(name, ['error']));
    const texts = cells.map(({ column }) => column.short(row));
    return line(name, texts);
  };
  const heads = cells.map(({ column }) => column.title);
  const lines = groups(shown, options.worst).flatMap((group) => [
    '',
    paint('bold', line(clip(group.title, nameWidth), heads)),
    ...group.rows.map(lineOf),
  ]);
  if (left.length === 0) return lines;
  return [
    ...lines,
    ...wrap(`No room for ${left.join(', ')}: see summary.md or widen the terminal.`, options.width, 2),
  ];
}

function isOneCommand({ result }: Summary): boolean {
  return !holdsSessions(result) || result.status === 'error';
}

/** What a session holds, below the commands. */
function sessionLines(results: Results, width: number, paint: Paint): string[] {
  const table = sessionTable(results);
  if (table === null) return [];
  const cells = table.rows.map(([, ...texts]) => texts);
  const widths = table.heads.map((head, i) =>
    Math.max(head.length, ...cells.map((row) => row[i]?.length ?? 0)),
  );
  const room = width - widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const line = ([name = '', ...texts]: readonly string[]) =>
    [clip(name, room).padEnd(room), ...texts.map((text, i) => text.padStart(widths[i] ?? 0))].join(GAP);
  return [
    '',
    paint('bold', line([table.title, ...table.heads])),
    ...table.rows.map(line),
    ...table.notes.flatMap((note) => wrap(note, width, 2).map((each) => paint('dim', each))),
  ];
}

function groups(
  rows: readonly Summary[],
  worst: Sort | undefined,
): { title: string; rows: readonly Summary[] }[] {
  if (worst !== undefined) return [{ title: `Worst first, by ${worst}`, rows: worstFirst(rows, worst) }];
  return FAMILIES.map((family) => ({
    title: FAMILY_TITLE[family],
    rows: rows.filter(({ result }) => result.family === family),
  })).filter((group) => group.rows.length > 0);
}

/** Leaves out what can be spared until a name has room to be read. */
function layOut(all: readonly Column[], rows: readonly Summary[], longest: number, width: number) {
  let cells = all.map((column) => ({
    column,
    width: Math.max(column.title.length, ...rows.map((row) => column.short(row).length)),
  }));
  const room = () => width - cells.reduce((sum, cell) => sum + cell.width + GAP.length, 0);
  const left: string[] = [];
  while (room() < Math.min(SHORTEST_NAME, longest)) {
    const spared = cells.reduce((most, next) => (next.column.spare > most.column.spare ? next : most));
    if (spared.column.spare === 0) break;
    left.push(spared.column.title);
    cells = cells.filter((cell) => cell !== spared);
  }
  return { cells, left, nameWidth: Math.max(SHORTEST_NAME / 2, Math.min(longest, room())) };
}

/** Names begin with the command, so they are cut at the end; where two would look the same, in the middle. */
function shorten(
  rows: readonly Summary[],
  size: ReturnType<typeof sizes>,
  width: number,
): Map<Summary, string> {
  const cut = (row: Summary, keptEnd: number) => {
    const tail = size(row.result);
    const name = oneLine(row.result.name);
    const room = width - tail.length;
    if (name.length <= room) return name + tail;
    return clip(name, room - keptEnd) + name.slice(name.length - keptEnd) + tail;
  };
  const seen = new Map<string, number>();
  for (const row of rows) seen.set(cut(row, 0), (seen.get(cut(row, 0)) ?? 0) + 1);
  const keptEnd = Math.floor(width / 3);
  return new Map(rows.map((row) => [row, cut(row, (seen.get(cut(row, 0)) ?? 0) > 1 ? keptEnd : 0)]));
}
