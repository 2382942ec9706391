import { distance, nearest } from './config-nearest';
import { scenarioNamed } from './config-scenario';
import { Failure } from './failure';

const all = [
  { name: 'FETCH FLAGS needs only the index', family: 'query' },
  { name: 'FETCH FULL needs only the summaries', family: 'query' },
  { name: 'SEARCH ALL needs only the index', family: 'query' },
  { name: 'STORE one', family: 'write' },
  { name: 'STORE one and all', family: 'write' },
] as const;

function refusal(typed: string, families: Parameters<typeof scenarioNamed>[1] = []): Failure {
  try {
    scenarioNamed(typed, families, all);
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error(`${typed} was accepted`);
}

test.each([
  ['STORE one', 'STORE one'],
  ['store ONE', 'STORE one'],
  ['fetch fl', 'FETCH FLAGS needs only the index'],
  ['all needs', 'SEARCH ALL needs only the index'],
])('"%s" means "%s"', (typed, name) => {
  expect(scenarioNamed(typed, [], all)).toBe(name);
});

test('a name of several scenarios is refused with their names', () => {
  const failure = refusal('fetch');
  expect(failure.exitCode).toBe(2);
  expect(failure.why).toMatch(/FETCH FLAGS.*FETCH FULL/s);
});

test('a name of none is refused with the nearest', () => {
  expect(refusal('FECTH FLAG').next).toMatch(/one of these\?\s+FETCH FLAGS/);
});

test('a scenario of another family is refused', () => {
  expect(refusal('STORE one', ['query']).fact).toContain('of the family query');
});

test('swapped neighbours are one mistake, and what is far is not suggested', () => {
  expect(distance('maddy', 'madyd')).toBe(1);
  expect(distance('', 'abc')).toBe(3);
  expect(nearest('stalwart', ['maddy', 'dovecot'])).toEqual([]);
});
