import { performance } from 'node:perf_hooks';
import { settle } from './settle';

/** A counter that answers these values, and the last of them from then on; `asked` counts. */
function counter(...values: number[]) {
  const one = { asked: 0, read: () => values[Math.min(one.asked++, values.length - 1)] as number };
  return one;
}

const ago = (ms: number, cpuMs: number) => ({ cpuMs, at: performance.now() - ms });

test('a counter that moves is waited for until two readings a pause apart agree', async () => {
  const { read } = counter(10, 14, 14.05);
  const rest = await settle(read, async () => 'found', null);
  expect(rest).toMatchObject({ settled: true, idleRate: 0, found: 'found' });
  expect(rest.settledMs).toBeGreaterThanOrEqual(39);
});

test('a counter that stands where it stood a pause ago or more is at rest, and nothing is waited for', async () => {
  const cpu = counter(14.05);
  const rest = await settle(cpu.read, async () => 'found', ago(20, 14));
  expect(rest).toMatchObject({ settled: true, found: 'found' });
  expect(cpu.asked).toBe(2);
});

test.each([
  ['stood there less than a pause ago', () => ago(2, 14), counter(14)],
  ['stood elsewhere', () => ago(60, 12), counter(14)],
  ['moves while the rest is asked', () => ago(60, 14), counter(14, 15)],
])('a counter that %s is waited for', async (_, rested, { read }) => {
  let asked = 0;
  const rest = await settle(read, async () => ++asked, rested());
  expect(rest.settled).toBe(true);
  expect(rest.settledMs).toBeGreaterThanOrEqual(19);
  expect(rest.found).toBe(asked);
});
