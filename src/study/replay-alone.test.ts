import type { ReplayedCommand } from '../report/parts/replay-schema';
import { cpuSample, measured, memorySample } from '../report/synthetic';
import { dearest } from './replay-alone';

const command = (line: string, peakMib: number | null): ReplayedCommand => ({
  name: 'FETCH',
  line,
  outcome: 'measured',
  result: measured(line, {
    samples: [
      memorySample(1, peakMib ?? 0, peakMib === null ? { peakRssBytes: null } : {}),
      // A steady execution has no say in it.
      cpuSample(1, 'steady', 1, {}, { peakRssBytes: 999e6 }),
    ],
  }),
});

test('the lines with the highest first peaks are those to be measured alone', () => {
  const commands = [command('a', 1), command('b', 9), command('c', null), command('d', 3), command('e', 0)];
  expect(dearest(commands, 2)).toEqual(['b', 'd']);
  // What raised nothing, or was not taken, needs no second look.
  expect(dearest(commands, 10)).toEqual(['b', 'd', 'a']);
});
