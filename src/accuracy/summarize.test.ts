import type { Found } from './found';
import { type CpuResult, doseSchema } from './schema';
import { summarize, targetsOf } from './summarize';

const judged = { truth: 10, figure: 10.1, error: 0.1, bound: 0.5, outside: false };
const cpu = (change: Partial<CpuResult> = {}): CpuResult => ({
  kind: 'cpu',
  ...judged,
  loops: 1,
  threads: 1,
  busy: false,
  idleMs: 10,
  idleError: 0.1,
  clockMs: 10,
  clockError: 0.1,
  askedMs: 0.1,
  setAside: [],
  unknown: null,
  ...change,
});

const found = (change: Partial<Found> = {}): Found => ({
  calibrations: [0.8],
  doses: [
    cpu(),
    { kind: 'peak', ...judged, holdMs: 1, busy: false },
    { kind: 'retained', ...judged, do: 'keep' },
    { kind: 'child', ...judged, fate: 'lives', source: 'x' },
    { kind: 'traffic', ...judged, side: 'client', direction: 'in' },
  ],
  spikes: [{ truth: 1, figure: 1, error: 0 }],
  requests: [{ endpoint: 'GetObject', times: 10, counted: { 's3:GetObject': 10 }, wrong: 0 }],
  overheadMs: [5, 7, 9],
  settlingMs: [41],
  charged: { cpuMs: 0.01, bytes: 0, readings: 2 },
  probePercentOfCore: 0.5,
  ...change,
});

const missed = (change: Partial<Found>) =>
  targetsOf(summarize(found(change)))
    .filter(({ met }) => !met)
    .map(({ name }) => name);

test('all targets are met by exact figures', () => {
  expect(missed({})).toEqual([]);
});

test.each([
  [{ doses: [...found().doses, cpu({ outside: true })] }, 'doses outside'],
  [{ doses: found().doses.slice(1) }, 'doses outside'],
  [{ spikes: [{ truth: 1 << 20, figure: 0, error: -(1 << 20) }] }, 'spikes of 1 ms missed'],
  [{ spikes: [{ truth: 1, figure: null, error: null }] }, 'spikes of 1 ms missed'],
  [{ requests: [{ endpoint: 'GetObject', times: 10, counted: {}, wrong: 10 }] }, 'requests counted right'],
  [{ charged: { cpuMs: 0.01, bytes: 1, readings: 2 } }, 'charged to the measured container'],
  [{ charged: { cpuMs: 0.1, bytes: 0, readings: 2 } }, 'charged to the measured container'],
  [{ overheadMs: [15] }, 'overhead outside command and settling, median'],
  [{ settlingMs: [61] }, 'settling on an idle load, median'],
  [{ probePercentOfCore: 1.1 }, 'the probe, watching 20 times a second'],
])('%j misses a target', (change, name) => {
  expect(missed(change)).toEqual([name]);
});

test('a dose that never was a known one is counted apart', () => {
  const summary = summarize(found({ doses: [...found().doses, cpu({ unknown: 'because' })] }));
  expect(summary.doses.cpu).toEqual({ n: 1, outside: 0 });
  expect(summary.disturbed.unknown).toBe(1);
});

test('every dose of the fixtures is one by the schema', () => {
  for (const dose of found().doses) expect(doseSchema.safeParse(dose).success).toBe(true);
});
