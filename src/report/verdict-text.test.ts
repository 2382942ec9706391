import { verdict } from './synthetic';
import { verdictText } from './verdict-text';

const MIB = 1 << 20;
const requests = verdict('exception', {
  metric: 's3',
  law: 'k GetObject',
  operator: '<=',
  expected: 'k GetObject',
  actual: '100 GetObject',
  because: 'it reads mails',
});
const memory = verdict('exception', {
  metric: 'peak',
  kind: 'growth',
  law: 'O(N)',
  operator: '<=',
  expected: MIB,
  actual: [-54 * MIB, -MIB],
  unit: 'bytes',
  because: 'each SELECT leaves some',
});

test('what is excused is held against the law of the model first', () => {
  const model = { law: 'none of any kind', expected: 'none of any kind', actual: '100 GetObject' };
  expect(verdictText({ ...requests, model })).toBe(
    's3: 100 GetObject, wanted none of any kind; excused up to k GetObject, because it reads mails',
  );
  const grown = { law: 'O(1)', expected: MIB, actual: [2 * MIB, 3 * MIB] as [number, number] };
  expect(verdictText({ ...memory, model: grown })).toBe(
    'peak above O(1): 2.00 MiB to 3.00 MiB, wanted <= 1.00 MiB; its growth as O(N) is known and excused, because each SELECT leaves some',
  );
  const open = { ...grown, actual: [-19 * MIB, 3 * MIB] as [number, number] };
  expect(verdictText({ ...memory, model: open })).toContain(
    '3.00 MiB, wanted <= 1.00 MiB, which leaves it open;',
  );
});

test('a verdict of before, which has the excuse alone, is not told as if that had been wanted', () => {
  expect(verdictText(requests)).toBe('s3: 100 GetObject; excused up to k GetObject, because it reads mails');
  expect(verdictText(memory)).toBe('peak grows as O(N), which is excused, because each SELECT leaves some');
});

test('a failure says what was found and wanted', () => {
  expect(verdictText({ ...requests, outcome: 'fail' })).toBe(
    's3: 100 GetObject, wanted <= k GetObject, because it reads mails',
  );
});
