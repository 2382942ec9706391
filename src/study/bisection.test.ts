import { bisect } from './bisection';

test('six tries find the smallest limit within the sixth part of the ratio', async () => {
  const asked: number[] = [];
  const { found, steps } = await bisect({ fails: 10, survives: 320, steps: 6 }, async (limit) => {
    asked.push(limit);
    return limit >= 77;
  });
  expect(steps).toHaveLength(6);
  expect(asked[0]).toBe(320);
  expect(found).toBeGreaterThanOrEqual(77);
  expect(found).toBeLessThan(77 * 32 ** (1 / 32));
});

test('where even the largest fails none is found, and nothing else is tried', async () => {
  const { found, steps } = await bisect({ fails: 10, survives: 320, steps: 6 }, async () => false);
  expect(found).toBeNull();
  expect(steps).toEqual([{ limit: 320, survived: false }]);
});

test('it ends where nothing is left between two limits', async () => {
  const { found, steps } = await bisect({ fails: 10, survives: 12, steps: 6 }, async () => true);
  expect(found).toBe(11);
  expect(steps.length).toBeLessThan(6);
});
