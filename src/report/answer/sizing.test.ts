import { bodiesOf, idleOf, largeOf, loginOf } from '../synthetic-parts';
import { NONE, studied } from '../synthetic-study';
import type { Inputs } from './inputs';
import { mostAtOnce } from './polls';
import { ramOf } from './sizing';
import { termsOfAnswer } from './terms';

const MIB = 1024 ** 2;
const run = studied();
const terms = (inputs: Partial<Inputs>) => termsOfAnswer(run, { ...NONE, ...inputs });

test('the base and a session are told apart, and give back what was put in', () => {
  const { base, session } = terms({ idle: idleOf(80_000) });
  expect(base.amount?.value).toBe(30 * MIB);
  expect(session.amount?.value).toBeCloseTo(80_000, 0);
  expect(ramOf(terms({ idle: idleOf(80_000) }), { idle: 1000 })?.value).toBeCloseTo(30 * MIB + 8e7, -1);
});

test('without the part idle the sessions of the commands speak, with their interval', () => {
  const { session } = terms({});
  expect(session.amount?.value).toBeCloseTo(80 * 1024, 0);
  expect(session.amount?.high).toBeGreaterThan(90 * 1024);
});

test('fewer logins at once may need as much as all that were measured', () => {
  const few = ramOf(terms({ idle: idleOf(1), login: loginOf(50 * MIB) }), { polling: 10 });
  expect(few?.value).toBeCloseTo(30 * MIB + mostAtOnce(10) * (MIB + 1), -1);
  expect(few?.high).toBe(80 * MIB + mostAtOnce(10));
  const many = ramOf(terms({ idle: idleOf(1), login: loginOf(50 * MIB) }), { polling: 10_000 });
  expect(many?.high).toBeCloseTo(30 * MIB + mostAtOnce(10_000) * (MIB + 1), -1);
});

test('the largest mail counts as often as the costliest way holds it', () => {
  const { mail } = terms({ large: largeOf(3) });
  expect(mail.amount?.value).toBeCloseTo(3, 1);
  expect(mail.way).toBe('APPEND');
});

test('a mailbox is a term only where memory follows it', () => {
  expect(terms({ bodies: bodiesOf(0.01) }).mailbox.amount?.value).toBe(0);
  const all = terms({ idle: idleOf(1), bodies: bodiesOf(1.5) });
  expect(ramOf(all, { mailbox: 100 * MIB })?.value).toBeCloseTo(180 * MIB, -5);
});

test('what was not measured makes no figure up', () => {
  expect(ramOf(terms({}), { polling: 10 })).toBeNull();
  expect(ramOf(terms({}), { mail: 1 })).toBeNull();
});

/** P(no tick holds more than `most`) by counting: the multinomial, one tick after the other. */
function exactly(clients: number, ticks: number, most: number): number {
  let ways: number[] = Array.from({ length: clients + 1 }, (_, n) => Number(n === 0));
  for (let tick = ticks; tick > 0; tick -= 1) {
    const p = 1 / tick;
    const next = new Array<number>(clients + 1).fill(0);
    ways.forEach((chance, used) => {
      const left = clients - used;
      let pmf = (1 - p) ** left;
      for (let here = 0; here <= Math.min(left, most); here += 1) {
        next[used + here] = (next[used + here] ?? 0) + chance * (tick === 1 ? Number(here === left) : pmf);
        pmf *= ((left - here) / (here + 1)) * (p / (1 - p));
      }
    });
    ways = next;
  }
  return ways[clients] ?? 0;
}

test.each([10, 100, 400])(
  '%d clients: the most at once is the smallest number that is sure enough',
  (clients) => {
    const most = mostAtOnce(clients, 150, 0.99);
    expect(exactly(clients, 150, most)).toBeGreaterThanOrEqual(0.99);
    expect(exactly(clients, 150, most - 1)).toBeLessThan(0.99);
  },
);
