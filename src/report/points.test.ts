import { pointsOf } from './points';
import { cpuSample, measured } from './synthetic';

test("what is kept by each execution is off by an execution's part of what the reading is off by", () => {
  const taken = (executions: number, retainedRssBytes: number) =>
    cpuSample(1, 'steady', 2, {}, { executions, retainedRssBytes, bounds: { retainedRssBytes: 2_000_000 } });
  const [point] = pointsOf([measured('NOOP', { samples: [taken(20, 20_000), taken(40, 100_000)] })], 'kept');
  expect(point).toMatchObject({ values: [2000], bound: 100_000 });
});
