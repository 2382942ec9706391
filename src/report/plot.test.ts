import { plot } from './plot';
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
  expect(drawn).toContain('<code>FETCH 1:* (FLAGS)</code>');
  expect(drawn.match(/<circle/g)).toHaveLength(2);
});

test('the highest value stands below the upper edge, and the last point at the right one', () => {
  const [cpu] = /points="([^"]+)"/.exec(plot(timeline))?.slice(1) ?? [];
  const [x, y] = (cpu?.split(' ').at(-1) ?? '').split(',').map(Number);
  expect(x).toBe(960);
  expect(y).toBeGreaterThan(26);
  expect(y).toBeLessThan(40);
});
