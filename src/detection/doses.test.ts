import { join } from 'node:path';
import { ROOT } from '../config/root';
import { keyOf, type Results } from '../report/results';
import { measured, memorySample } from '../report/synthetic';
import { dosesSchema } from '../run/injector';
import { loadScenarios } from '../scenario/registry';
import { dosesOf } from './doses';
import type { GateRecord } from './record';
import { BODY, syntheticGates } from './synthetic';

const specs = loadScenarios(join(ROOT, 'specs'));

describe('doses', () => {
  const gates = syntheticGates(1);
  const sizes = gates[0]?.results.scenarios.filter(({ name }) => name === BODY) ?? [];
  const at = (injection: Parameters<typeof dosesOf>[1]) => {
    const doses = dosesSchema.parse(dosesOf(gates, injection, specs));
    return sizes.map((size) => doses[keyOf(size)]);
  };

  test('of CPU time are shares of the cost at each size, or of one order above the law', () => {
    const [least, most] = [at({ cpuShare: 0.1 })[0], at({ cpuShare: 0.1 }).at(-1)];
    expect(least?.steady.burnMs).toBeCloseTo(0.1 * (2 + 0.05 * 100), 1);
    expect(most?.steady.burnMs).toBeGreaterThan(14);
    expect(most?.first.burnMs).toBe(0);
    const order = at({ cpuOrder: true }).map((dose) => dose?.steady.burnMs ?? 0);
    expect((order[5] ?? 0) / (order[4] ?? 0)).toBeCloseTo(4, 1);
  });

  test('of memory go to the first execution, of what is kept to the steady ones', () => {
    expect(at({ peakBytes: 512, keptBytes: 1024, requests: 1 })[0]).toEqual({
      first: { burnMs: 0, holdBytes: 512, leakBytes: 0, requests: 0 },
      steady: { burnMs: 0, holdBytes: 0, leakBytes: 1024, requests: 1 },
    });
    expect(at({ holdsAll: true }).map((dose) => dose?.first.holdBytes)).toEqual(
      sizes.map(({ variables }) => variables.B),
    );
  });
});

test('doses of sessions are what all hold together, so each number of them adds to the last', () => {
  const name = 'SESSIONS that have logged in hold what a user needs, without a mailbox';
  const sizes = [1, 2, 4, 8, 16, 32].map((U) =>
    measured(name, {
      layer: 'session',
      series: 'sessions',
      variables: { N: 100, k: 0, B: 0, M: 0, U },
      samples: [memorySample(0, 1, { retainedRssBytes: U * 1024 ** 2 })],
    }),
  );
  const [gate] = syntheticGates(1);
  const results = { ...gate?.results, scenarios: sizes } as Results;
  const at = (injection: Parameters<typeof dosesOf>[1]) => {
    const doses = dosesSchema.parse(dosesOf([{ ...gate, results } as GateRecord], injection, specs));
    return sizes.map((size) => (doses[keyOf(size)]?.first.holdBytes ?? 0) / 1024 ** 2);
  };
  const sum = (mib: readonly number[]) => mib.reduce((all, one) => all + one, 0);
  expect(at({ heldShare: 0.5 })).toEqual([0.5, 0.5, 1, 2, 4, 8]);
  expect(sum(at({ heldOrder: true }))).toBeCloseTo(32, 3);
  expect(sum(at({ heldOrder: true }).slice(0, 5))).toBeCloseTo(8, 3);
});
