import { loginFigures } from '../report/parts/login-figures';
import { type LoginWanted, login } from './login';
import { closeTinyBenches, tinyBench } from './tiny-bench';
import { KIB } from './tiny-server';

jest.mock('../run/bench', () => ({ ...jest.requireActual('../run/bench'), tell: () => undefined }));
afterEach(closeTinyBenches);

const WANTED: LoginWanted = {
  starts: 2,
  repeats: { connect: 3, login: 2, authenticate: 2, select: 2, poll: 2, unknown: 3, wrong: 3 },
  crowd: 6,
  growth: 2,
};

test('hash, rest and poll come out as they were put in', async () => {
  const { bench } = await tinyBench();
  const data = login.part.schema.parse(await login.measure(bench, WANTED));
  const { of, hash, login: whole, rest } = loginFigures(data);
  expect([whole, hash, rest].map((one) => one?.value)).toEqual([91, 80, 11]);
  expect(['connect', 'authenticate', 'select', 'poll'].map((step) => of(step as 'poll')?.value)).toEqual([
    1, 92, 5, 97,
  ]);
});

test('a server that hashes for users that there are not is found out', async () => {
  const { bench } = await tinyBench({ hashesUnknown: true });
  expect(loginFigures(await login.measure(bench, WANTED))).toMatchObject({ hashesUnknown: true, hash: null });
});

test('a server that closes after BYE is measured as well', async () => {
  const { bench } = await tinyBench({ closesAtBye: true });
  expect(loginFigures(await login.measure(bench, WANTED)).hash?.value).toBe(80);
});

test('at once is at once: all hashes are under way together, and one after the other never two', async () => {
  const { bench } = await tinyBench();
  const { crowds } = await login.measure(bench, WANTED);
  const peak = (order: string) =>
    crowds.filter((one) => one.order === order).map((one) => (one.peakBytes ?? 0) / KIB);
  // Six hashes of 1 MiB, or one; and what the six sessions hold by then.
  expect(peak('at once')).toEqual([6 * 1024 + 600, 6 * 1024 + 600]);
  expect(peak('one after the other')).toEqual([1024 + 600, 1024 + 600]);
  expect(crowds.map(({ left, warmed }) => (left.rssBytes ?? 0) - (warmed.rssBytes ?? 0))).toEqual([
    0, 0, 0, 0,
  ]);
});

test('AUTHENTICATE is left out where it is not offered', async () => {
  const { bench } = await tinyBench({}, ['IDLE']);
  const { steps, leftOut } = await login.measure(bench, WANTED);
  expect(steps.some(({ step }) => step === 'authenticate')).toBe(false);
  expect(leftOut).toMatchObject([{ step: 'authenticate' }]);
});
