import { median } from '../meter/median';
import { requestText, totalText } from './requests';
import { summarize } from './summarize';
import { cpuSample, failed, measured, memorySample, skipped } from './synthetic';

const MIB = 1024 * 1024;

test('CPU is the median over starts of the steady executions, the first shown apart', () => {
  const { cpuFirst, cpuSteady } = summarize(measured('FETCH'));
  // Starts: (312.2, 318.9) and (305.3, 309.8); first ones 420.4 and 431.7.
  expect(cpuSteady?.value).toBeCloseTo((315.55 + 307.55) / 2);
  expect(cpuSteady?.spread).toBeCloseTo(4);
  expect(cpuFirst?.value).toBeCloseTo(426.05);
  expect(cpuSteady?.bound).toBe(0.5);
});

test('a start with many executions weighs no more than one with few', () => {
  const samples = [1, 1, 1, 1, 1].map((ms) => cpuSample(1, 'steady', ms, {}));
  const { cpuSteady } = summarize(measured('NOOP', { samples: [...samples, cpuSample(2, 'steady', 3, {})] }));
  expect(cpuSteady?.value).toBe(2);
});

test('peak and what is retained are the highest over starts, each of which is counted', () => {
  const { peak, retained, startRss } = summarize(measured('FETCH'));
  expect(peak).toMatchObject({ value: 14.1 * MIB, bound: 384 * 1024, starts: 3 });
  expect(retained?.value).toBe(0.5 * 14.1 * MIB);
  expect(startRss?.value).toBe(34 * MIB);
});

test('each figure comes from the pass that is made for it', () => {
  const { cpuFirst, peak } = summarize(
    measured('FETCH', {
      samples: [memorySample(0, 5, { cpuMs: 999 }), cpuSample(1, 'first', 10, {}, { peakRssBytes: 1 })],
    }),
  );
  expect(cpuFirst?.value).toBe(10);
  expect(peak?.value).toBe(5 * MIB);
});

test('executions and starts are counted by pass', () => {
  expect(summarize(measured('FETCH')).repeated).toEqual({ executions: 5, starts: 2, memoryStarts: 3 });
});

test('requests are exact where executions agree and a range where they do not', () => {
  const steady = (n: number) => cpuSample(1, 'steady', 1, { 's3:GetObject': 100, 'k2v:InsertBatch': n });
  const { requests } = summarize(measured('STORE', { samples: [steady(118), steady(187)] }));
  expect(requests && requestText(requests.s3)).toBe('100 GetObject');
  expect(requests && requestText(requests.k2v)).toBe('118–187 InsertBatch');
  expect(requests && totalText(requests.k2v)).toBe('118–187');
});

test('an endpoint that only some executions asked counts as none for the others', () => {
  const samples = [cpuSample(1, 'steady', 1, {}), cpuSample(1, 'steady', 1, { 's3:PutObject': 1 })];
  const { requests } = summarize(measured('STORE', { samples }));
  expect(requests && requestText(requests.s3)).toBe('0–1 PutObject');
});

test('several endpoints give way to their sum where room is scarce', () => {
  const samples = [cpuSample(1, 'steady', 1, { 's3:UploadPart': 10, 's3:PutObject': 2 })];
  const { requests } = summarize(measured('APPEND', { samples }));
  expect(requests && requestText(requests.s3)).toBe('10 UploadPart, 2 PutObject');
  expect(requests && requestText(requests.s3, 16)).toBe('12 (UploadPart…)');
});

test('first executions stand in for requests and wall time only where there are no steady ones', () => {
  const only = summarize(measured('LOGOUT', { samples: [cpuSample(1, 'first', 8, { 's3:GetObject': 3 })] }));
  expect(only.cpuSteady).toBeNull();
  expect(only.cpuFirst?.value).toBe(8);
  expect(only.requests?.s3.total).toEqual({ low: 3, high: 3 });
});

test('what no sample has is null, never zero, and its reason is kept', () => {
  const sources = { ...memorySample(0, 1).sources, peakRssBytes: 'the engine refuses the agent' };
  const { peak, missing } = summarize(
    measured('FETCH', {
      samples: [memorySample(0, 1, { peakRssBytes: null, sources }), cpuSample(1, 'steady', 1, {})],
    }),
  );
  expect(peak).toBeNull();
  expect([...missing]).toEqual([['peakRssBytes', 'the engine refuses the agent']]);
});

test('skipped and broken scenarios have no figures', () => {
  for (const result of [skipped('ENABLE', 'no'), failed('IDLE', 'hung', [])]) {
    const { cpuFirst, cpuSteady, peak, requests, repeated } = summarize(result);
    expect([cpuFirst, cpuSteady, peak, requests]).toEqual([null, null, null, null]);
    expect(repeated.executions).toBe(0);
  }
});

test('the median of an even number of values lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([10, 9, 1])).toBe(9);
  expect(() => median([])).toThrow(RangeError);
});
