import { clientDay, missingShare, ofDay, ofName, requestsOf } from './replay-day';
import { LOG, refused } from './synthetic-replay';

const days = clientDay(LOG);
const s3 = requestsOf((endpoint) => endpoint.startsWith('s3:'));

test('a day has 288 LOGINs, and every other command in the ratio of the log', () => {
  expect(days.map(({ name, perDay }) => [name, perDay])).toEqual([
    ['LOGIN', 288],
    ['FETCH', 576],
    ['STORE', 144],
  ]);
});

test('executions are spread evenly over the lines of a name, over the cheapest and the dearest alone', () => {
  const fetch = days[1];
  if (fetch === undefined) throw new Error('FETCH is missing');
  // 288 times 2 ms and 288 times 6 ms; 576 times the one; 576 times the other. The first execution, of 99 ms, is no steady one.
  expect(ofName(fetch, ({ cpuMs }) => cpuMs)).toEqual({ mix: 2304, low: 1152, high: 3456 });
  expect(ofName(fetch, s3)).toEqual({ mix: 1152, low: 576, high: 1728 });
});

test('the day is the sum of its names', () => {
  expect(ofDay(days, ({ cpuMs }) => cpuMs)).toEqual({ mix: 5184, low: 4032, high: 6336 });
  expect(ofDay(days, ({ bytes }) => bytes?.in ?? null)).toEqual({
    mix: 1_728_000,
    low: 576_000,
    high: 2_880_000,
  });
});

test('what the server asks for by time is charged to no command', () => {
  expect(
    ofDay(
      days,
      requestsOf((endpoint) => endpoint === 'k2v:PollItem'),
    )?.high,
  ).toBe(0);
});

test('a line that was not measured is missing, and not replaced by its neighbours', () => {
  expect(missingShare(days)).toBeCloseTo(1 / 7);
  const commands = LOG.commands.map((one) =>
    one.line === 'FETCH 1:3 (BODY.PEEK[])' ? refused('FETCH', one.line, 'rejected', 'NO') : one,
  );
  const [, fetch] = clientDay({ ...LOG, commands });
  expect(fetch?.missing).toBe(288);
  // Half of the executions are left, at 2 ms each.
  expect(fetch && ofName(fetch, ({ cpuMs }) => cpuMs)).toEqual({ mix: 576, low: 576, high: 576 });
});

test('a log without LOGIN tells of no day', () => {
  expect(() => clientDay({ ...LOG, names: [{ name: 'FETCH', raw: 4, lines: 2 }] })).toThrow('without LOGIN');
});
