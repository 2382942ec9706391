import { FULL, SHORT, spread } from './doses';

test('the whole form doses what issue 4 asks for', () => {
  expect(FULL.cpu.length).toBeGreaterThanOrEqual(200);
  expect(FULL.peak.length).toBeGreaterThanOrEqual(200);
  expect(FULL.spikes).toMatchObject({ count: 1000, holdMs: 1 });
  expect(FULL.requests.reduce((sum, { times }) => sum + times, 0)).toBe(10_000);
});

test.each([
  ['full', FULL],
  ['short', SHORT],
])('half of the %s form has a busy neighbour, at the same sizes', (_, { cpu, peak }) => {
  for (const doses of [cpu, peak]) {
    const sizes = (busy: boolean) =>
      doses.filter((one) => one.busy === busy).map((one) => ('ms' in one ? one.ms : one.bytes));
    expect(sizes(true)).toEqual(sizes(false));
  }
});

test('the short form has every kind of the whole one', () => {
  for (const key of ['retained', 'children', 'traffic'] as const)
    expect(SHORT[key].length).toBeGreaterThan(0);
  expect(new Set(SHORT.requests.map(({ endpoint }) => endpoint))).toEqual(
    new Set(FULL.requests.map(({ endpoint }) => endpoint)),
  );
});

test('an object is put before it is asked for, and deleted last', () => {
  expect(FULL.requests.slice(0, 5).map(({ endpoint }) => endpoint)).toEqual([
    'PutObject',
    'GetObject',
    'HeadObject',
    'ListObjectsV2',
    'DeleteObject',
  ]);
});

test('sizes grow by an equal factor', () => {
  const sizes = spread(3, 1, 100);
  expect(sizes[0]).toBe(1);
  expect(sizes[1]).toBeCloseTo(10);
  expect(sizes[2]).toBeCloseTo(100);
});
