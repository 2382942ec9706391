import { bisect } from './bisect';

/** Costs of each scenario at each image; worse is more by 10. */
function comparing(costs: Record<string, number[]>) {
  const asked: string[] = [];
  return {
    asked,
    compare: async (good: number, bad: number, names: readonly string[] | null) => {
      asked.push(`${good}-${bad}`);
      return (names ?? Object.keys(costs)).filter(
        (name) => (costs[name]?.[bad] ?? 0) - (costs[name]?.[good] ?? 0) >= 10,
      );
    },
  };
}

test('each scenario is laid on the image that broke it', async () => {
  const { compare, asked } = comparing({
    NOOP: [1, 1, 1, 1, 1, 1, 1, 1],
    FETCH: [1, 1, 1, 1, 1, 20, 20, 20],
    SEARCH: [1, 30, 30, 30, 30, 30, 30, 30],
  });
  expect(await bisect(8, compare)).toEqual([
    { scenario: 'SEARCH', good: 0, bad: 1 },
    { scenario: 'FETCH', good: 4, bad: 5 },
  ]);
  expect(asked.length).toBeLessThanOrEqual(8);
});

test('what came in small steps is laid on no single image', async () => {
  const { compare } = comparing({ FETCH: [0, 4, 8, 12] });
  expect(await bisect(4, compare)).toEqual([{ scenario: 'FETCH', good: 0, bad: 3 }]);
});

test('of images that are all alike none is named, after one comparison', async () => {
  const { compare, asked } = comparing({ FETCH: [1, 1, 1, 1] });
  expect(await bisect(4, compare)).toEqual([]);
  expect(asked).toEqual(['0-3']);
});

test('two images need one comparison', async () => {
  const { compare, asked } = comparing({ FETCH: [1, 50] });
  expect(await bisect(2, compare)).toEqual([{ scenario: 'FETCH', good: 0, bad: 1 }]);
  expect(asked).toEqual(['0-1']);
});
