import { cpuSample, memorySample } from '../report/synthetic';
import { judgeCounts } from './counts';

const at = { N: 100, k: 100, B: 409_600, M: 4096, U: 1 };
const steady = (start: number, requests: Record<string, number>) => cpuSample(start, 'steady', 5, requests);
const GETS = { GetObject: 'k' };

it('is exact where all executions on two starts agree', () => {
  const samples = [1, 2].map((start) => steady(start, { 's3:GetObject': 100 }));
  expect(judgeCounts(samples, 's3', GETS, at)).toMatchObject({
    outcome: 'pass',
    kind: 'exact',
    seen: '100 GetObject',
    range: [100, 100],
  });
  expect(judgeCounts([...samples, ...samples], 's3', { GetObject: 'k - 1' }, at)).toMatchObject({
    outcome: 'fail',
    kind: 'exact',
    fault: '100 GetObject where 99 may be',
  });
});

it('one start cannot say that starts agree', () => {
  const samples = [steady(1, {}), steady(1, {})];
  expect(judgeCounts(samples, 's3', {}, at)).toMatchObject({ outcome: 'pass', kind: 'bound' });
});

it('a server that batches by time has a bound on its range', () => {
  const samples = [118, 187].map((count, start) => steady(start, { 'k2v:InsertBatch': count }));
  const judged = (most: string) => judgeCounts(samples, 'k2v', { any: most }, at);
  expect(judged('200')).toMatchObject({ outcome: 'pass', kind: 'bound', range: [118, 187] });
  expect(judged('2 + ceil(k / 1000)')).toMatchObject({ outcome: 'fail', kind: 'bound' });
  expect(judged('150')).toMatchObject({
    outcome: 'inconclusive',
    fault: '187 InsertBatch where 150 may be, but not in every execution',
  });
});

it('leaves out what the server does by time, first executions and the other service', () => {
  const samples = [
    cpuSample(1, 'first', 5, { 's3:GetObject': 7 }),
    steady(1, { 's3:PutObject': 1, 'k2v:PollItem': 3 }),
    steady(2, { 'k2v:PollItem': 1 }),
  ];
  expect(judgeCounts(samples, 'k2v', {}, at, ['k2v:PollItem'])).toMatchObject({
    outcome: 'pass',
    kind: 'exact',
  });
  expect(judgeCounts(samples, 'k2v', {}, at)).toMatchObject({ outcome: 'fail' });
});

it('nothing counted is never a pass', () => {
  expect(judgeCounts([memorySample(1, 1)], 's3', {}, at)).toMatchObject({
    outcome: 'inconclusive',
    fault: 'there is no steady execution',
  });
  const none = cpuSample(
    1,
    'steady',
    5,
    {},
    { requests: null, sources: { requests: 'the metrics were refused' } },
  );
  expect(judgeCounts([none], 's3', {}, at)).toMatchObject({
    outcome: 'inconclusive',
    fault: 'no requests were counted: the metrics were refused',
  });
});
