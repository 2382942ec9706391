import { LAWS, lawsOf, sumOf, termsOf } from './laws';
import { layersOf } from './layers';
import { above, limitText } from './limits';
import type { Measured, Scenario } from './scenario';
import { looser } from './strictness';

const at = (k: number, M = 4096) => ({ N: k, k, B: k * M, M, U: 1 });
const laws = (measure: Measured, touches = '1:*') => sumOf(layersOf(measure, touches));

it('a command of one layer has its laws', () => {
  expect(laws('FETCH 1:* (FLAGS)')).toEqual(LAWS.index);
  expect(laws('SEARCH TEXT x')).toEqual(LAWS.body);
});

it('a command of two layers may cost their sum', () => {
  expect(laws('FETCH 1:* (BODY[])')).toEqual({
    cpu: 'O(B + k)',
    memory: 'O(M)',
    s3: { GetObject: 'k', 'CopyObject / DeleteObject / DeleteObjects': 'k' },
    k2v: { any: '2 + ceil(k / 1000) + 2 + ceil(k / 1000)' },
  });
  expect(laws({ idle: { arrives: 4096 } }, 'new')).toMatchObject({ cpu: 'O(k + M)', k2v: { any: '2 + 4' } });
});

it('a scenario may state stricter ones, with its reason', () => {
  const noop: Pick<Scenario, 'measure' | 'touches' | 'because'> = {
    measure: 'NOOP',
    touches: 'none',
    because: 'it is short',
  };
  expect(lawsOf(noop as Scenario)).toEqual({ ...LAWS.index, because: 'it is short' });
  const stricter = { ...noop, law: { k2v: {}, because: 'it is known' } } as Scenario;
  expect(lawsOf(stricter)).toEqual({ ...LAWS.index, k2v: {}, because: 'it is known' });
});

describe('requests', () => {
  it.each<[Record<string, number>, keyof typeof LAWS, 's3' | 'k2v', number, string[]]>([
    [{ GetObject: 100 }, 'body', 's3', 100, []],
    [{ GetObject: 99 }, 'body', 's3', 100, []],
    [{ GetObject: 101 }, 'body', 's3', 100, ['101 GetObject where 100 may be']],
    [{ GetObject: 100, HeadObject: 1 }, 'body', 's3', 100, ['1 HeadObject where 0 may be']],
    [{}, 'index', 's3', 5, []],
    [{ GetObject: 1 }, 'index', 's3', 5, ['1 GetObject where 0 may be']],
    [{ CopyObject: 3, DeleteObject: 2 }, 'write-index', 's3', 5, []],
    [
      { CopyObject: 3, DeleteObject: 3 },
      'write-index',
      's3',
      5,
      ['6 CopyObject + DeleteObject where 5 may be'],
    ],
    [{ PutObject: 1, GetObject: 1 }, 'write-mail', 's3', 1, ['1 GetObject where 0 may be']],
    [{ ReadBatch: 2, ReadItem: 1 }, 'summary', 'k2v', 1000, []],
    [{ ReadBatch: 2, ReadItem: 2 }, 'summary', 'k2v', 1000, ['4 ReadBatch + ReadItem where 3 may be']],
    [{ ReadBatch: 4 }, 'summary', 'k2v', 1001, []],
  ])('%j of a %s command to %s at k = %d', (counts, layer, service, k, faults) => {
    expect(above(counts, LAWS[layer][service], at(k))).toEqual(faults);
  });

  it('a large mail may come as one upload in parts, not as two', () => {
    const upload = { CreateMultipartUpload: 1, UploadPart: 4, CompleteMultipartUpload: 1 };
    expect(above(upload, LAWS['write-mail'].s3, at(1, 20_000_000))).toEqual([]);
    expect(above({ ...upload, PutObject: 1 }, LAWS['write-mail'].s3, at(1, 20_000_000))).toHaveLength(1);
  });

  it('their limits can be read', () => {
    expect(limitText({})).toBe('none of any kind');
    expect(limitText({ GetObject: 'k', any: '2' })).toBe('k GetObject, 2 of any kind');
    expect(limitText(LAWS['write-index'].s3)).toBe('k CopyObject or DeleteObject or DeleteObjects');
  });
});

describe('stricter', () => {
  const because = 'a sentence that says why';
  it.each<[Parameters<typeof looser>[0]]>([
    [{ because }],
    [{ cpu: 'O(1)', memory: 'O(1)', s3: {}, k2v: {}, because }],
    [{ cpu: 'O(k)', because }],
    [{ cpu: 'O(M)', because }],
    [{ s3: { GetObject: 'k / 2' }, because }],
    [{ k2v: { 'ReadItem / ReadBatch': '2' }, because }],
  ])('%j than a body command', (law) => {
    expect(looser(law, LAWS.body)).toEqual([]);
  });

  it.each<[Parameters<typeof looser>[0], string]>([
    [{ cpu: 'O(N)', because }, 'cpu O(N)'],
    [{ memory: 'O(B)', because }, 'memory O(B)'],
    [{ memory: 'O(k)', because }, 'memory O(k)'],
    [{ s3: { GetObject: 'k + 1' }, because }, 's3'],
    [{ s3: { GetObject: 'k', HeadObject: '1' }, because }, 's3'],
    [{ k2v: { ReadItem: '2', ReadBatch: '2' }, because }, 'k2v'],
  ])('%j is looser', (law, what) => {
    expect(looser(law, LAWS.body)).toEqual([
      expect.stringMatching(new RegExp(`^${what.replace(/[()]/g, '.')}`)),
    ]);
  });
});

it.each(['O', 'O(k', 'O()', 'O(x)', 'k', 'O(k+M)'])('%s is no law', (text) => {
  expect(() => termsOf(text)).toThrow('is no law');
});
