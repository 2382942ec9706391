import { clashes } from '../chart/boxes';
import type { Results } from '../results';
import { login } from './login';
import { loginFigures } from './login-figures';
import type { LoginData, LoginStep } from './login-schema';
import { blockWith, rowOf } from './section-texts';

const NONE = {} as Results;
const held = (rssMiB: number) => ({
  rssBytes: rssMiB * 2 ** 20,
  pssBytes: rssMiB * 2 ** 19,
  anonBytes: null,
});

const requests: Record<string, number> = { 's3:GetObject': 2 };

/** CPU of each step: connecting costs 2 ms, the hash 80, the rest of LOGIN 10; each start a little more. */
const COSTS: Record<LoginStep, number> = {
  connect: 2,
  login: 92,
  authenticate: 93,
  select: 5,
  poll: 97,
  unknown: 4,
  wrong: 84,
};

function dataWith(costs: Partial<Record<LoginStep, number>> = {}, starts = 3): LoginData {
  const numbers = Array.from({ length: starts }, (_, i) => i + 1);
  const steps = Object.entries({ ...COSTS, ...costs }) as [LoginStep, number][];
  return {
    steps: numbers.flatMap((start) =>
      steps.map(([step, cpuMs]) => ({
        step,
        start,
        executions: 8,
        // Each start has its luck, the same in all steps that log in.
        cpuMs: cpuMs * (1 + start / 1000),
        wallMs: 2 * cpuMs,
        requests: step === 'poll' ? requests : {},
        answer: step === 'wrong' ? 'NO wrong' : 'OK done',
      })),
    ),
    leftOut: [],
    brokenOff: [],
    crowds: numbers.flatMap((start) =>
      (['at once', 'one after the other'] as const).map((order) => ({
        order,
        start,
        logins: 50,
        warmed: held(20),
        connected: held(21),
        loggedIn: held(order === 'at once' ? 60 : 30),
        left: held(25),
        peakBytes: (order === 'at once' ? 70 : 10) * 2 ** 20,
        peakSource: '/proc/PID/status',
        cpuMs: 5000,
        wallMs: 3000,
      })),
    ),
    growth: numbers.flatMap((start) => [0, 1, 2].map((logins) => ({ start, logins, ...held(20 + logins) }))),
  };
}

test('the hash is a wrong password less an unknown user, and the rest of LOGIN is what is left', () => {
  const { hash, login: whole, rest, share } = loginFigures(dataWith());
  expect(hash?.value).toBeCloseTo(80, 0);
  expect(whole?.value).toBeCloseTo(90, 0);
  expect(rest?.value).toBeCloseTo(10, 0);
  expect(share?.value).toBeCloseTo(80 / 90, 6);
});

test('a server that hashes for unknown users too hides the hash from this difference, and that is said', () => {
  const data = dataWith({ unknown: 84 });
  expect(loginFigures(data)).toMatchObject({ hash: null, share: null, hashesUnknown: true });
  const section = login.section(data, NONE);
  expect(blockWith(section, 'claim').outcome).toBe('undecided');
  expect(blockWith(section, 'list').items.join()).toContain('cannot be told apart');
});

test.each([
  ['yes', {}, 3],
  ['no', { wrong: 24 }, 3],
  ['undecided', {}, 1],
] as const)('that the hash is what a login costs: %s', (outcome, costs, starts) => {
  const claim = blockWith(login.section(dataWith(costs, starts), NONE), 'claim');
  expect(claim.outcome).toBe(outcome);
  expect(claim.because).toMatch(/ms/);
});

test('a day of polls is 288 of one', () => {
  const table = blockWith(login.section(dataWith(), NONE), 'table', '288');
  const [, cpu, requests, ofCore] = rowOf(table, 'the whole poll');
  expect(cpu).toBe('28.0 s');
  expect(requests).toBe('576');
  // 1,000 clients: 97.2 ms * 288,000 in a day of 86,400 s.
  expect(ofCore).toBe('32.4 %');
});

test('a refusal has no wall time of its own, because all of them are asked for at once', () => {
  const table = blockWith(login.section(dataWith(), NONE), 'table', 'What each step costs');
  expect(rowOf(table, 'connect, LOGIN, LOGOUT')[2]).toBe('184 ms');
  expect(rowOf(table, 'connect, LOGIN with a wrong password, LOGOUT').slice(1, 3)).toEqual([
    expect.stringContaining(' ms'),
    '–',
  ]);
  expect(table.caption).toContain('at once');
});

test('of one start there are two digits', () => {
  const section = login.section(dataWith({}, 1), NONE);
  expect(rowOf(blockWith(section, 'table', '288'), 'the whole poll').slice(1, 4)).toEqual([
    '28 s',
    '576',
    '32 %',
  ]);
  const crowds = blockWith(section, 'table', 'one after the other');
  expect(rowOf(crowds, 'at once').slice(1)).toEqual([
    '71 MiB',
    '40 MiB',
    '20 MiB',
    '5.0 MiB',
    '100 ms',
    '3.0 s',
    '1.7',
  ]);
});

test('a peak counts above the warmed server, connections included', () => {
  const table = blockWith(login.section(dataWith(), NONE), 'table', 'one after the other');
  expect(rowOf(table, 'at once').slice(1, 3)).toEqual(['71.0 MiB', '40.0 MiB']);
  expect(rowOf(table, 'one after the other').slice(1, 3)).toEqual(['11.0 MiB', '10.0 MiB']);
  expect(blockWith(login.section(dataWith(), NONE), 'paragraph', '60.0 MiB more').text).toContain('1.20 MiB');
});

test('a peak that could not be taken is not taken for none', () => {
  const data = dataWith();
  const crowds = data.crowds.map((one) => ({ ...one, peakBytes: null, peakSource: 'no' }));
  const section = login.section({ ...data, crowds }, NONE);
  expect(rowOf(blockWith(section, 'table', 'one after the other'), 'at once')[1]).toBe('–');
});

test('the schema takes what is measured, and the figure can be read', () => {
  expect(login.schema.parse(dataWith())).toEqual(dataWith());
  expect(clashes(blockWith(login.section(dataWith(), NONE), 'figure').svg)).toEqual([]);
});

test('a step that was left out is said with its reason', () => {
  const data = dataWith();
  const reason = 'the server does not advertise AUTH=PLAIN';
  const steps = data.steps.filter(({ step }) => step !== 'authenticate');
  const section = login.section({ ...data, steps, leftOut: [{ step: 'authenticate', reason }] }, NONE);
  expect(blockWith(section, 'table', reason).caption).toContain('AUTHENTICATE');
});
