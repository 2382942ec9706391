import { join } from 'node:path';
import { ROOT } from '../config/root';
import { loadScenarios } from '../scenario/registry';
import { readDurations } from './durations';
import { divide, inShard } from './shard';

const specs = loadScenarios(join(ROOT, 'specs'));
const names = specs.map(({ name }) => name);
const gate = { mode: 'gate', server: 'maddy' } as const;

test.each([1, 2, 3, 4, 5, 8, specs.length])('%i shards hold every scenario once, and none is empty', (of) => {
  const shards = Array.from({ length: of }, (_, i) => inShard(specs, gate, `${i + 1}/${of}`));
  expect(shards.flatMap((one) => one.map(({ name }) => name)).sort()).toEqual([...names].sort());
  expect(Math.min(...shards.map((one) => one.length))).toBeGreaterThan(0);
});

test('shards take about equally long, by what was recorded', () => {
  const seconds = readDurations('maddy');
  expect(seconds.size).toBeGreaterThan(50);
  const of = (shard: ReadonlySet<string>) =>
    [...shard].reduce((sum, name) => sum + (seconds.get(name) ?? 0), 0);
  const took = divide(names, 3, (name) => seconds.get(name)).map(of);
  expect(Math.max(...took) - Math.min(...took)).toBeLessThan(Math.max(...seconds.values()));
});

test('the longest go first, and what nobody has timed counts as usual', () => {
  const seconds: Readonly<Record<string, number>> = { a: 9, b: 5, c: 4 };
  const shards = divide(['a', 'b', 'c', 'new'], 2, (name) => seconds[name]);
  expect(shards.map((one) => [...one])).toEqual([
    ['a', 'c'],
    ['b', 'new'],
  ]);
});

test.each([
  ['a study', { mode: 'study' } as const, '1/2', /a study goes on from what its scenarios cost together/],
  ['a profile', { ...gate, update: true }, '1/2', /whole run/],
  ['more shards than scenarios', gate, `1/${specs.length + 1}`, /make no \d+ shards/],
])('%s is not divided', (_, options, shard, cause) => {
  expect(() => inShard(specs, options, shard)).toThrow(cause);
});
