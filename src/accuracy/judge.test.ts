import type { Burnt } from '../containers/load';
import {
  burntMs,
  cpuBound,
  judgeBytes,
  judgeCpu,
  judgeRequests,
  judgeTraffic,
  PEAK_BYTES,
  whyUnknown,
} from './judge';

const burnt = (workedMs: number, change: Partial<Burnt> = {}): Burnt => ({
  workedMs,
  clockMs: workedMs,
  wallMs: workedMs,
  awayMs: 0,
  unsureMs: 0,
  ...change,
});

test('a CPU figure is outside when it is off by more than 1 % and by more than 0.5 ms', () => {
  expect(judgeCpu(burnt(1), 0, 1.5).outside).toBe(false);
  expect(judgeCpu(burnt(1), 0, 1.501).outside).toBe(true);
  expect(judgeCpu(burnt(200), 0, 201.9).outside).toBe(false);
  expect(judgeCpu(burnt(200), 0, 197.9).outside).toBe(true);
  expect(cpuBound(50)).toBe(0.5);
});

test('a figure that was not taken is outside', () => {
  expect(judgeCpu(burnt(1), 0.1, null)).toMatchObject({ figure: null, error: null, outside: true });
});

test('the truth of a burn holds what a dose without loops costs', () => {
  expect(judgeCpu(burnt(1), 0.1, 1.6)).toMatchObject({ truth: 1.1, outside: false });
  expect(judgeCpu(burnt(1), 0.1, 0.599).outside).toBe(true);
});

test('half of what a switch may have cost belongs to the truth', () => {
  expect(burntMs(burnt(10, { unsureMs: 0.2 }))).toBeCloseTo(10.1);
});

test('a burn is known when its loops and the thread clock agree, whatever the figure', () => {
  expect(whyUnknown(burnt(100))).toBeNull();
  expect(whyUnknown(burnt(100, { clockMs: 100.4 }))).toBeNull();
  expect(whyUnknown(burnt(100, { clockMs: 102 }))).toContain('the thread clock says 102.00');
  expect(whyUnknown(burnt(10, { unsureMs: 0.6, clockMs: 10.3 }))).toContain('others ran on its CPU');
});

test('a peak is outside when it is off by more than 256 KiB, to either side', () => {
  expect(judgeBytes(1 << 20, (1 << 20) + PEAK_BYTES).outside).toBe(false);
  expect(judgeBytes(1 << 20, (1 << 20) + PEAK_BYTES + 1).outside).toBe(true);
  expect(judgeBytes(1 << 20, (1 << 20) - PEAK_BYTES - 1).outside).toBe(true);
});

test('an interface carries the payload and some more, never less', () => {
  expect(judgeTraffic(1e6, 1e6 + 50_000).outside).toBe(false);
  expect(judgeTraffic(1e6, 999_999).outside).toBe(true);
  expect(judgeTraffic(1e6, 1.2e6).outside).toBe(true);
});

test('requests are right when there are exactly so many of that endpoint and none of another', () => {
  const wrong = (requests: Record<string, number> | null) =>
    judgeRequests('s3:GetObject', 10, requests).wrong;
  expect(wrong({ 's3:GetObject': 10 })).toBe(0);
  expect(wrong({ 's3:GetObject': 9 })).toBe(1);
  expect(wrong({ 's3:GetObject': 10, 's3:PutObject': 2 })).toBe(2);
  expect(wrong(null)).toBe(10);
});
