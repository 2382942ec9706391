import type { Block, Table } from '../section';
import { bodiesOf, idleOf } from '../synthetic-parts';
import { expensiveOf, loginOf, populationsOf } from '../synthetic-people';
import { ALL, NONE, studied } from '../synthetic-study';
import type { Inputs } from './inputs';
import { formula, usersTables } from './sizing';
import { termsOfAnswer } from './terms';

const MIB = 1024 ** 2;
const UNIT: Record<string, number> = { B: 1, KiB: 1024, MiB: MIB, GiB: 1024 * MIB };

function blocksOf(inputs: Partial<Inputs>): { users: Table; onTop: Table; terms: Table; text: string } {
  const terms = termsOfAnswer(studied(), { ...NONE, ...inputs });
  const blocks: Block[] = [...usersTables(terms, 400 * MIB), ...formula(terms)];
  const [users, onTop, termTable] = blocks.filter((block) => block.kind === 'table');
  if (!users || !onTop || !termTable) throw new Error('a table is missing');
  return { users, onTop, terms: termTable, text: JSON.stringify(blocks) };
}

const textOf = (cell: Table['rows'][number][number] | undefined) =>
  typeof cell === 'object' ? cell.text : (cell ?? '');

/** [middle, least, most] of "42.3 KiB (27.8 to 80.1)", as somebody reads it who has only the page. */
function read(text: string): [number, number, number] {
  const found = [...text.matchAll(/([\d.,]+)( ([KMG]?i?B))?/g)].map(([, number = '', , unit]) => ({
    number: Number(number.replace(',', '')),
    unit,
  }));
  const [first] = found;
  if (first === undefined) throw new Error(`no figure in "${text}"`);
  const sized = found.map(({ number, unit }) => number * (UNIT[unit ?? first.unit ?? ''] ?? 1));
  return [sized[0] ?? 0, sized[1] ?? sized[0] ?? 0, sized[2] ?? sized[0] ?? 0];
}

function term(table: Table, name: string): [number, number, number] {
  return read(textOf(table.rows.find((row) => row[0] === name)?.[1]));
}

const uneven = (): Partial<Inputs> => {
  const idle = idleOf(80_000, 900_000);
  const [hold] = idle.holds;
  if (hold === undefined) throw new Error('nothing was held');
  const readings = hold.readings.map((one) =>
    one.sessions === 100 ? { ...one, pssBytes: (one.pssBytes ?? 0) + 2 * MIB } : one,
  );
  const crowd = (peak: number) => loginOf(peak).crowds;
  return {
    ...ALL,
    idle: { ...idle, holds: [{ ...hold, readings }] },
    login: { ...loginOf(0), crowds: [...crowd(9 * MIB), ...crowd(14 * MIB)] },
    populations: populationsOf(25),
  };
};

test('every interval of the users table can be made again out of what the terms table says', () => {
  const { users, terms, text } = blocksOf(uneven());
  const [base, session, tls, burst] = ['base', 'session', 'session over TLS', 'burst'].map((name) =>
    term(terms, name),
  );
  if (!base || !session || !tls || !burst) throw new Error('a term is missing');
  const atOnceText = textOf(terms.rows.find((row) => row[0] === 'C(P)')?.[1]);
  const atOnce = new Map(
    [...atOnceText.matchAll(/(\d+) of ([\d,]*\d)/g)].map(([, most, of = '']) => [of, Number(most)]),
  );
  const together = Number(/above (\d+), the number that was measured/.exec(text)?.[1]);
  expect(together).toBe(50);
  expect(session[1]).toBeLessThan(session[2]);
  expect(burst[1]).toBeLessThan(burst[2]);
  expect(users.heads).toEqual(['users', 'push', 'push over TLS', 'poll', 'polls at once']);
  for (const [name, push, overTls, poll, polls] of users.rows) {
    const U = Number(textOf(name).replace(',', ''));
    const C = atOnce.get(textOf(name)) ?? Number.NaN;
    expect(textOf(polls)).toBe(String(C));
    for (const end of [0, 1, 2] as const) {
      const grown = end === 2 ? Math.max(1, C / together) : 1;
      const made = [
        base[end] + U * session[end],
        base[end] + U * tls[end],
        base[end] + C * session[end] + burst[end] * grown,
      ];
      [push, overTls, poll].forEach((cell, i) => {
        const said = read(textOf(cell))[end];
        // Each figure is rounded to three digits.
        expect(Math.abs(said - (made[i] ?? 0)) / said).toBeLessThan(0.011);
      });
    }
  }
});

test('what comes on top is the factor times the largest mail, and the expensive user as measured', () => {
  const { onTop, terms } = blocksOf(uneven());
  const [factor, user] = [term(terms, 'factor'), term(terms, 'expensive user')];
  const [mail, expensive] = onTop.rows.map((row) => read(textOf(row[1])));
  for (const end of [0, 1, 2] as const) {
    expect((mail?.[end] ?? 0) / (factor[end] * 25e6)).toBeCloseTo(1, 1);
    expect(expensive?.[end]).toBe(user[end]);
  }
  expect(textOf(onTop.rows[1]?.[0])).toContain('SEARCH TEXT x × 4');
});

test('a mailbox is in the tables only where memory follows it', () => {
  expect(blocksOf({ bodies: bodiesOf(1.5) }).onTop.rows.map((row) => textOf(row[1]))).toContainEqual(
    expect.stringMatching(/^600 MiB/),
  );
  expect(blocksOf({ bodies: bodiesOf(0.01) }).onTop.rows).toHaveLength(2);
});

test('over TLS there is a column only where it was measured, and what is not known is said', () => {
  const { users, terms } = blocksOf({ idle: { ...idleOf(80_000), steps: [] }, expensive: expensiveOf(1) });
  expect(users.heads).not.toContain('push over TLS');
  expect(textOf(users.rows[0]?.[2])).toBe('not known');
  expect(textOf(terms.rows.find((row) => row[0] === 'session over TLS')?.[1])).toBe('not known');
});
