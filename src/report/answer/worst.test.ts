import { rowOf } from '../parts/section-texts';
import { cpuSample, measured, memorySample, results } from '../synthetic';
import { worstCommands } from './worst';

const at = (name: string, ms: number, gets: number) =>
  measured(name, {
    samples: [memorySample(0, ms), cpuSample(1, 'steady', ms, { 's3:GetObject': gets })],
  });
const row = (cost: string, ...all: ReturnType<typeof at>[]) => {
  const table = worstCommands(results(all));
  return table && rowOf(table, cost).slice(2);
};

test('who costs as much as the worst is counted with it', () => {
  const [one, two, three, less] = [at('A', 9, 100), at('B', 8, 100), at('C', 7, 100), at('D', 1, 1)];
  expect(row('storage requests', one, two, three, less)).toEqual(['A and 2 others', '100 GetObject']);
  expect(row('storage requests', one, two, less)?.[0]).toBe('A and one other');
  expect(row('CPU time', one, two, less)).toEqual(['A', '9.0 ms']);
});
