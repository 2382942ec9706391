import { pointsOf } from './timeline';

test('CPU is a share of one core over the time between two looks, RSS that of the second', () => {
  const ticks = [
    { at: 1000, cpuMs: 10, rssBytes: 1 },
    { at: 1050, cpuMs: 35, rssBytes: 2 },
    { at: 1100, cpuMs: 135, rssBytes: 3 },
  ];
  expect(pointsOf(ticks, 1000)).toEqual([
    [50, 50, 2],
    [100, 200, 3],
  ]);
});

test('a watch that saw one tick has no share yet', () => {
  expect(pointsOf([{ at: 0, cpuMs: 1, rssBytes: 1 }], 0)).toEqual([]);
});
