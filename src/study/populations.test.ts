import { type PopulationsWanted, populations } from './populations';
import { closeTinyBenches, tinyBench } from './tiny-bench';
import { KIB } from './tiny-server';

jest.mock('../run/bench', () => ({ ...jest.requireActual('../run/bench'), tell: () => undefined }));
afterEach(closeTinyBenches);

const WANTED: PopulationsWanted = { clients: 8, factor: 1000, rounds: 2, seed: 7, draws: 20 };

test('every client polls once a round, at its own moment, and stays a tick', async () => {
  const { bench } = await tinyBench();
  const { poll, periodMs, tickMs } = populations.part.schema.parse(await populations.measure(bench, WANTED));
  expect(poll.failed).toEqual([]);
  expect(poll.polls).toHaveLength(16);
  const due = poll.polls.map(({ dueMs }) => dueMs).sort((a, b) => a - b);
  expect(due.slice(8).map((ms, i) => Math.round(ms - (due[i] ?? 0)))).toEqual(Array(8).fill(periodMs));
  for (const { dueMs, fromMs, toMs } of poll.polls) {
    expect(fromMs).toBeGreaterThanOrEqual(dueMs - 2);
    expect(toMs - fromMs).toBeGreaterThanOrEqual(tickMs);
  }
  expect(poll.cpuMs).toBe(16 * (1 + 1 + 80 + 10 + 5));
});

test('as many idle, and what a session holds comes from them where the run held no others', async () => {
  const { bench } = await tinyBench();
  const { push, perSession, sliding } = await populations.measure(bench, WANTED);
  expect(push).toMatchObject({ opened: 8, refused: null, cpuMs: 0, openingCpuMs: 8 * 97 });
  expect(perSession.rssBytes).toBeCloseTo(160 * KIB, 6);
  for (const { most } of [sliding.text, sliding.here])
    expect(most.reduce((sum, [, times]) => sum + times, 0)).toBe(20);
});

test('the same seed polls at the same moments, another at others', async () => {
  const due = async (seed: number) => {
    const { bench } = await tinyBench();
    const { poll } = await populations.measure(bench, { ...WANTED, seed, rounds: 1 });
    return poll.polls.map(({ dueMs }) => dueMs).sort((a, b) => a - b);
  };
  const [one, again, other] = [await due(1), await due(1), await due(2)];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});

test('polls that are refused are kept with their reason', async () => {
  const { bench, tiny } = await tinyBench();
  const fresh = bench.freshServer.bind(bench);
  let starts = 0;
  // After the users were made, on the start on which clients poll, nobody is known any more.
  Object.assign(bench, {
    freshServer: async () => {
      await fresh();
      starts += 1;
      if (starts === 2) Object.assign(tiny, { known: (user: string) => user === 'u1a2b3c4' });
    },
  });
  await expect(populations.measure(bench, WANTED)).resolves.toMatchObject({
    poll: { polls: [], failed: expect.arrayContaining([expect.stringContaining('NO wrong')]) },
    push: { opened: 0, refused: expect.stringContaining('NO wrong') },
  });
});
