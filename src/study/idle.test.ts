import { stateMemory } from '../report/parts/idle-figures';
import { idle } from './idle';
import type { IdleWanted } from './idle-wanted';
import { closeTinyBenches, tinyBench } from './tiny-bench';
import { KIB } from './tiny-server';

jest.mock('../run/bench', () => ({ ...jest.requireActual('../run/bench'), tell: () => undefined }));
afterEach(closeTinyBenches);

const WANTED: IdleWanted = {
  states: { starts: 2, sessions: [2, 4] },
  oneUser: [5, 10],
  wakes: { levels: [1, 10], mails: 2, deadlineMs: 300, patienceMs: 400 },
  distinct: { users: [3, 6], several: { users: 2, mailboxes: 3 } },
  stillMs: 10,
};

test('each state is told from the one before it, to the byte', async () => {
  const { bench } = await tinyBench();
  const data = idle.part.schema.parse(await idle.measure(bench, WANTED));
  const kib = stateMemory(data, false).map(({ adds, holds }) =>
    [adds.rss, holds.rss].map((one) => (one?.value ?? 0) / KIB),
  );
  expect(kib).toEqual([
    [10, 10],
    [100, 110],
    [50, 160],
    [0, 160],
  ]);
  expect(stateMemory(data, true)).toEqual([]);
  expect(data.leftOut).toEqual(['the server offers no TLS']);
});

test('many of one user, then each of another user, then several mailboxes of some of them', async () => {
  const { bench, tiny } = await tinyBench();
  const { holds, several } = await idle.measure(bench, WANTED);
  const taken = ({ readings }: (typeof holds)[number]) =>
    readings.map(({ sessions, rssBytes }) => [sessions, (rssBytes ?? 0) / KIB - 5000]);
  expect(holds.map(taken)).toEqual([
    [
      [0, 0],
      [5, 800],
      [10, 1600],
    ],
    [
      [0, 0],
      [3, 480],
      [6, 960],
    ],
  ]);
  expect(holds.map(({ limit }) => limit)).toEqual([null, null]);
  // The last to log in: six users, then two of them twice more.
  expect(tiny.users.slice(-10).sort()).toEqual(['u1', 'u1', 'u1', 'u2', 'u2', 'u2', 'u3', 'u4', 'u5', 'u6']);
  expect(several?.readings.map(({ mailboxes, sessions }) => [mailboxes, sessions])).toEqual([
    [1, 6],
    [2, 8],
    [3, 10],
  ]);
});

test('a wake-up costs what it costs, above a delivery that nobody hears of', async () => {
  const { bench } = await tinyBench();
  const { wakeUps } = await idle.measure(bench, WANTED);
  expect(wakeUps.map(({ idlers, heard, cpuMs }) => [idlers, heard, cpuMs])).toEqual([
    [10, 10, 15],
    [10, 10, 15],
    [1, 1, 10.5],
    [1, 1, 10.5],
    [0, 0, 10],
    [0, 0, 10],
  ]);
  for (const { idlers, firstMs, lastMs } of wakeUps.filter((one) => one.idlers > 0)) {
    expect([idlers, (lastMs ?? 0) >= (firstMs ?? Number.NaN)]).toEqual([idlers, true]);
  }
});

test('idlers who are told nothing are counted, and no further mail is sent to so many', async () => {
  const { bench } = await tinyBench({ deaf: 2 });
  const { wakeUps } = await idle.measure(bench, WANTED);
  expect(wakeUps.map(({ idlers, heard, lastMs }) => [idlers, heard, lastMs])).toEqual([
    [10, 8, null],
    [1, 0, null],
    [0, 0, null],
    [0, 0, null],
  ]);
});

test('a server that takes no more is a finding: at how many, with its answer; what was held until then is kept', async () => {
  const { bench } = await tinyBench({ takes: 8 });
  const { holds, wakeUps } = await idle.measure(bench, WANTED);
  expect(holds[0]).toMatchObject({ wanted: 10, limit: { sessions: 8, whose: 'server' }, still: null });
  expect(holds[0]?.limit?.answer).toContain('closed the connection');
  expect(holds[0]?.readings.map(({ sessions }) => sessions)).toEqual([0, 5, 8]);
  expect(wakeUps.map(({ idlers }) => idlers)).toEqual([8, 8, 1, 1, 0, 0]);
  expect(holds[1]).toMatchObject({ users: 'distinct', limit: null });
});

test('further users whose mailboxes are not empty are none', async () => {
  const { bench, tiny } = await tinyBench();
  tiny.othersMails = 2;
  await expect(idle.measure(bench, WANTED)).rejects.toThrow('u1 holds 2 mails');
});

test('a server without IDLE has nothing to measure, and says so', async () => {
  const { bench } = await tinyBench({}, []);
  expect(await idle.measure(bench, WANTED)).toMatchObject({
    steps: [],
    holds: [],
    leftOut: [expect.stringContaining('IDLE')],
  });
});

test('how long the first mail after a restart is waited for is told, and where it is waited for in vain', async () => {
  const hears = await tinyBench();
  const { restarted } = await idle.measure(hears.bench, WANTED);
  expect(restarted).toMatchObject({ heardMs: expect.any(Number), waitedMs: 400 });
  const deaf = await tinyBench({ deaf: 1 });
  expect((await idle.measure(deaf.bench, WANTED)).restarted).toEqual({ heardMs: null, waitedMs: 400 });
});
