import { commandList, plot } from './plot';
import type { Timeline } from './results';

const timeline: Timeline = {
  family: 'query',
  everyMs: 50,
  points: [
    [50, 0, 10 << 20],
    [100, 80, 20 << 20],
  ],
  pidusage: [[90, 40, 15 << 20]],
  commands: [{ name: 'FETCH <all>', command: 'FETCH 1:* (FLAGS)', fromMs: 60, toMs: 95 }],
  brokenOff: null,
};

test('CPU and RSS are two lines over the same time, with the commands shaded and named', () => {
  const drawn = plot(timeline);
  expect(drawn.match(/<polyline/g)).toHaveLength(2);
  expect(drawn).toContain('<title>1. FETCH &lt;all&gt;</title>');
  expect(commandList(timeline)).toContain('<code>FETCH 1:* (FLAGS)</code>');
  expect(drawn.match(/<circle/g)).toHaveLength(2);
});

test('the highest value stands below the upper edge, and the last point at the right one', () => {
  const [cpu] = /points="([^"]+)"/.exec(plot(timeline))?.slice(1) ?? [];
  const [x, y] = (cpu?.split(' ').at(-1) ?? '').split(',').map(Number);
  expect(x).toBe(960);
  expect(y).toBeGreaterThan(26);
  expect(y).toBeLessThan(40);
});

test('numbers of commands that follow each other closely are left out, not written over each other', () => {
  const commands = [0, 0.5, 1, 50].map((at) => ({
    name: `NOOP ${at}`,
    command: 'NOOP',
    fromMs: at,
    toMs: at + 1,
  }));
  const drawn = plot({ ...timeline, commands });
  expect([...drawn.matchAll(/<text x="[\d.]+" y="20">(\d+)</g)].map(([, number]) => number)).toEqual([
    '1',
    '4',
  ]);
  expect(drawn.match(/<title>/g)).toHaveLength(4);
});

test('of very many points only what can be seen is drawn, and every peak is', () => {
  const points = Array.from({ length: 20_000 }, (_, i): [number, number, number] => [
    i,
    i === 7777 ? 99 : 1,
    1,
  ]);
  const [cpu = ''] = /points="([^"]+)"/.exec(plot({ ...timeline, points }))?.slice(1) ?? [];
  expect(cpu.split(' ').length).toBeLessThan(2000);
  expect(Math.min(...cpu.split(' ').map((point) => Number(point.split(',')[1])))).toBeLessThan(40);
});
