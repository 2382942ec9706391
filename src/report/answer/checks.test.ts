import { idleOf, largeOf } from '../synthetic-parts';
import { expensiveOf, loginOf, populationsOf } from '../synthetic-people';
import { NONE, studied } from '../synthetic-study';
import { checks } from './checks';
import type { Inputs } from './inputs';
import { termsOfAnswer } from './terms';

const found = (inputs: Partial<Inputs>) => {
  const all = { ...NONE, idle: idleOf(80_000), login: loginOf(20 * 1024 ** 2), ...inputs };
  return JSON.stringify(checks(all, termsOfAnswer({ ...studied(), scenarios: [] }, all)));
};

test('a formula that the real runs bear out is said to hold', () => {
  const said = found({ populations: populationsOf(10), large: largeOf(6), expensive: expensiveOf(34.4) });
  expect(said).toContain('none of the 5 contradicts it');
  expect(said).toMatch(/measured poll run of 100 clients, 2 at once, peaked at 10\.0 MiB, the formula says/);
});

test('users who idle and hold other than the sessions say contradict it', () => {
  const data = populationsOf(10);
  const at = (each: number) => ({
    ...data,
    push: {
      ...data.push,
      readings: data.push.readings.map((one) => ({
        ...one,
        pssBytes: 30 * 1024 ** 2 + each * one.sessions,
      })),
    },
  });
  expect(found({ populations: at(80_000) })).not.toContain('CONTRADICTED');
  expect(found({ populations: at(800_000) })).toContain('CONTRADICTED, it was more');
  expect(found({ populations: at(8000) })).toContain('CONTRADICTED, it was less');
});

test('one user who takes more than the largest mail on each connection contradicts it', () => {
  const said = found({ large: largeOf(2), expensive: expensiveOf(40) });
  expect(said).toMatch(/SEARCH TEXT x × 1 peaked at 40\.0 MiB.*?CONTRADICTED, it was more/);
  expect(said).toContain('2 of the 3 contradict it');
});

test('where nothing was run as a whole there is nothing to check', () => {
  expect(checks(NONE, termsOfAnswer(studied(), NONE))).toEqual([]);
});
