import { runOptions } from '../config/config';
import { failed, measured, results, skipped, verdict } from '../report/synthetic';
import { optionsFor } from './gate';
import { checkLine, lastLine, sum, tallyOf } from './tally';
import { countsOf } from './unit';

const asked = { mode: 'gate', argv: ['gate'], env: {}, cwd: '/nowhere' } as const;
const options = (flags: Record<string, string>) => runOptions({ ...asked, flags });

test('an image is given to the one server it is of', () => {
  const all = options({ image: 'mine:1' });
  expect(optionsFor('aerogramme', all).image).toBe('mine:1');
  expect(optionsFor('maddy', all).image).toBeUndefined();
  expect(optionsFor('maddy', options({ server: 'maddy', image: 'mine:1' })).image).toBe('mine:1');
});

test('a server is gated whole, alone or with the others, unless less was asked for', () => {
  expect(optionsFor('maddy', options({})).quick).toBe(false);
  expect(optionsFor('maddy', options({ server: 'maddy' })).quick).toBe(false);
  expect(optionsFor('maddy', runOptions({ ...asked, flags: { quick: true } })).quick).toBe(true);
});

test('several servers do not write into one directory', () => {
  expect(optionsFor('maddy', options({ out: 'o' })).out).toBe('/nowhere/o/maddy');
  expect(optionsFor('maddy', options({ out: 'o', server: 'maddy' })).out).toBe('/nowhere/o');
});

test('checks, tests and scenarios are counted together', () => {
  const lines: string[] = [];
  const checks = [
    checkLine('a', true, (line) => lines.push(line)),
    checkLine('b', false, (line) => lines.push(line)),
  ];
  expect(lines).toEqual(['passed  a', 'FAILED  b']);
  const jest = countsOf('{"numPassedTests":3,"numFailedTests":1,"numRuntimeErrorTestSuites":1}');
  expect(lastLine(sum([...checks, jest]))).toBe('4 passed, 3 failed');
});

test('scenarios are counted by their verdicts', () => {
  const judged = (outcome: 'pass' | 'fail' | 'inconclusive' | 'exception') =>
    measured(`judged ${outcome}`, { verdicts: [verdict(outcome)] });
  const all = [
    judged('pass'),
    judged('fail'),
    judged('inconclusive'),
    judged('exception'),
    measured('not judged'),
  ];
  const others = [skipped('skipped', 'not advertised'), failed('broken', 'it closed the connection', [])];
  expect(tallyOf(results([...all, ...others]))).toEqual({ passed: 3, failed: 2 });
  const sizes = [1, 2].map((N) => ({ ...judged('pass'), variables: { N, k: N, B: N, M: 1, U: 1 } }));
  expect(tallyOf(results(sizes))).toEqual({ passed: 1, failed: 0 });
});
