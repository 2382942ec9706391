import type { Block, Section, Table } from '../section';

/** For tests: the block of that kind whose words hold `part`. Throws where there is none. */
export function blockWith<K extends Block['kind']>(
  { blocks }: Section,
  kind: K,
  part = '',
): Extract<Block, { kind: K }> {
  const found = blocks.find((one) => one.kind === kind && JSON.stringify(one).includes(part));
  if (found === undefined) throw new Error(`no ${kind} says "${part}"`);
  return found as Extract<Block, { kind: K }>;
}

/** For tests: a row of a table as texts, by its first cell. */
export function rowOf({ rows }: Table, name: string): string[] {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text)));
  const found = texts.find(([first]) => first === name);
  if (found === undefined)
    throw new Error(`no row is called "${name}": ${texts.map(([first]) => first).join(', ')}`);
  return found;
}
