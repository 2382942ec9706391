import { type Prices, readPrices } from './prices';
import { billOf, groupOf, unpriced } from './replay-bill';
import { clientDay } from './replay-day';
import { billTable } from './replay-tables';
import { LOG, measured, PRICES } from './synthetic-replay';

test('the bill is of thirty days: requests a thousand, traffic a gigabyte', () => {
  const [dear] = PRICES.classes;
  const bill = dear && billOf(clientDay(LOG), dear);
  // 1,152 GetObject, 288 ReadBatch and 1,728,000 bytes a day.
  expect(bill?.s3.mix).toBeCloseTo((1152 * 30 * 0.4) / 1000, 10);
  expect(bill?.k2v.mix).toBeCloseTo((288 * 30 * 0.1) / 1000, 10);
  expect(bill?.egress.mix).toBeCloseTo((1_728_000 * 30 * 0.09) / 1e9, 10);
  expect(bill?.total.mix).toBeCloseTo(13.824 + 0.864 + 0.0046656, 6);
  expect(bill?.total.low).toBeCloseTo((576 * 30 * 0.4) / 1000 + (576_000 * 30 * 0.09) / 1e9, 6);
});

test.each([
  ['s3:PutObject', 's3:put'],
  ['s3:CopyObject', 's3:put'],
  ['s3:UploadPart', 's3:put'],
  ['s3:CompleteMultipartUpload', 's3:put'],
  ['s3:ListObjectsV2', 's3:list'],
  ['s3:HeadObject', 's3:get'],
  ['s3:DeleteObjects', 's3:delete'],
  ['s3:AbortMultipartUpload', 's3:delete'],
  ['k2v:ReadIndex', 'k2v:read'],
  ['k2v:InsertBatch', 'k2v:write'],
  ['k2v:DeleteItem', 'k2v:write'],
  ['s3:Unheard', undefined],
])('%s is charged as %s', (endpoint, group) => {
  expect(groupOf(endpoint)).toBe(group);
});

test('of a thousand clients nothing below a cent is told', () => {
  const cheap = {
    ...PRICES.classes[0],
    k2vPerThousand: { read: 1e-7, write: 0 },
  } as Prices['classes'][number];
  const bill = billTable(clientDay(LOG), { ...PRICES, classes: [cheap] });
  expect(bill?.rows[0]?.[2]).toBe('<0.01 EUR');
});

test('an endpoint without a price is named', () => {
  const commands = [...LOG.commands, measured('LOGIN', 'LOGIN', { cpuMs: 1, requests: { 's3:Unheard': 1 } })];
  expect(unpriced(clientDay({ ...LOG, commands }))).toEqual(['s3:Unheard']);
});

test('the committed price table can be read, and one that is none is refused', () => {
  expect(readPrices().classes.length).toBeGreaterThan(0);
  expect(() => readPrices(__filename)).toThrow('holds no price table');
});
