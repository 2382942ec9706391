import { growthLines } from './growth-line';
import { growthPlot } from './growth-plot';
import { cpuSample, measured, memorySample, results, verdict } from './synthetic';

/** A scenario whose CPU time is `cost` of N, over six sizes, judged by a law. */
function series(cost: (N: number) => number, law: string, allowed: number | null = 5) {
  return [25, 50, 100, 200, 400, 800].map((N) =>
    measured('FETCH FLAGS', {
      series: 'count',
      variables: { N, k: N, B: N * 2048, M: 2048, U: 1 },
      samples: [0, 1, 2].flatMap((start) => [
        memorySample(start, 1),
        cpuSample(start, 'steady', cost(N), {}),
      ]),
      verdicts:
        N === 800
          ? [verdict('pass', { metric: 'cpu', kind: 'growth', law, expected: allowed, unit: 'ms' })]
          : [],
    }),
  );
}
const cpuOf = (scenarios: ReturnType<typeof series>) =>
  growthLines(results(scenarios)).find(({ metric }) => metric === 'cpu');

test('a cost that follows its law lies on the law’s line', () => {
  const line = cpuOf(series((N) => 2 + 0.1 * N, 'O(k)'));
  expect(line?.measured).toHaveLength(18);
  expect(line?.law[0]).toEqual([25, expect.closeTo(4.5, 5)]);
  expect(line?.law.at(-1)).toEqual([800, expect.closeTo(82, 5)]);
});

test('the bound is what the verdict allows at the largest size, and nothing near the smallest', () => {
  const line = cpuOf(series((N) => 2 + 0.1 * N, 'O(k)', 30));
  expect(line?.bound?.at(-1)).toEqual([800, expect.closeTo(112, 5)]);
  expect(line?.bound?.[0]?.[1]).toBeLessThan(4.6);
});

test('a cost above its law lies above the line, which is not bent towards it', () => {
  const line = cpuOf(series((N) => 2 + 0.1 * N + N ** 2 / 800, 'O(k)'));
  expect(line?.law.at(-1)?.[1]).toBeCloseTo(82, 3);
});

test('a law in words, no verdict and a verdict without an amount have the points alone, or no bound', () => {
  expect(cpuOf(series((N) => N, 'a step'))).toMatchObject({ law: [], bound: null });
  const unjudged = series((N) => N, 'O(k)').map((one) => ({ ...one, verdicts: [] }));
  expect(cpuOf(unjudged)).toMatchObject({ law: [], verdict: null });
  expect(cpuOf(series((N) => N, 'O(k)', null))?.bound).toBeNull();
});

test('the plot names the law, the verdict and what is allowed', () => {
  const line = cpuOf(series((N) => N, 'O(k)'));
  const figure = line && growthPlot(line);
  expect(figure?.caption).toContain('O(k): pass');
  expect(figure?.svg).toContain('the most that is allowed');
});

test('a mailbox or two are no series', () => {
  const some = [100, 2000].map((N) => measured('NOOP', { variables: { N, k: N, B: 1, M: 1, U: 1 } }));
  expect(growthLines(results(some))).toEqual([]);
});
