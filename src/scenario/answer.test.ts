import type { Answer } from '../imap/answer';
import { mismatches } from './answer';
import { contextOf } from './example';
import type { Expectation, Hits } from './scenario';

const OK: Answer = { ok: 'OK', text: 'done', untagged: {}, bytes: 0, hits: null, lines: [] };
const claim = { touches: '1:*', context: contextOf() };

function judge(answer: Partial<Answer>, expectation: Expectation): string[] {
  return mismatches({ ...OK, ...answer }, expectation, claim);
}

it('a right answer has no mismatch', () => {
  const answer = { untagged: { FETCH: 6, EXISTS: 1 }, bytes: 12_600, lines: ['* 1 FETCH (FLAGS ())'] };
  expect(judge(answer, { untagged: { FETCH: 'k' }, bytes: 'B', contains: ['flags ('] })).toEqual([]);
});

it('NO and BAD are told with their text, and nothing else is judged', () => {
  const expectation = { untagged: { FETCH: 'k' } } as const;
  expect(judge({ ok: 'NO', text: 'Mail not found' }, expectation)).toEqual([
    'tagged answer: expected OK, got NO Mail not found',
  ]);
  expect(judge({ ok: 'BAD', text: '' }, expectation)).toEqual(['tagged answer: expected OK, got BAD']);
});

describe('numbers', () => {
  it.each<[Expectation, Partial<Answer>, string[]]>([
    [{ untagged: { FETCH: 'k' } }, { untagged: { FETCH: 5 } }, ['untagged FETCH: expected 6, got 5']],
    [{ untagged: { FETCH: 'k' } }, { untagged: { FETCH: 7 } }, ['untagged FETCH: expected 6, got 7']],
    [{ untagged: { FETCH: 'N' } }, {}, ['untagged FETCH: expected 6, got 0']],
    [{ untagged: { LIST: 0 } }, {}, []],
    [{ untagged: { LIST: 0 } }, { untagged: { LIST: 1 } }, ['untagged LIST: expected 0, got 1']],
    [{ untagged: { FETCH: { atLeast: 'k' } } }, { untagged: { FETCH: 12 } }, []],
    [
      { untagged: { FETCH: { atLeast: 'k' } } },
      { untagged: { FETCH: 5 } },
      ['untagged FETCH: expected at least 6, got 5'],
    ],
    [{ bytes: 'B' }, { bytes: 12_599 }, ['bytes: expected 12600, got 12599']],
    [{ bytes: 'H' }, { bytes: 210 }, []],
    [{ bytes: 'H' }, { bytes: 198 }, ['bytes: expected 210, got 198']],
    [{ bytes: { eachAtMost: 250 } }, { bytes: 100 + 200 + 4 * 250 }, []],
    [{ bytes: { eachAtMost: 250 } }, { bytes: 6 * 250 }, ['bytes: expected 1300, got 1500']],
  ])('%j', (expectation, answer, wrong) => {
    expect(judge(answer, expectation)).toEqual(wrong);
  });
});

describe('hits', () => {
  it.each<[Hits, number[]]>([
    ['all', [1, 2, 3, 4, 5, 6]],
    ['seeded', [1, 2, 3, 4, 5, 6]],
    ['none', []],
    ['touched', [1, 2, 3, 4, 5, 6]],
    ['unseen', [2, 4, 6]],
    ['since', [4, 5, 6]],
    ['before', [1, 2, 3]],
    ['larger', [4, 5, 6]],
    [{ planted: 'header' }, [2, 5]],
    [{ planted: 'text' }, [2, 3, 4, 5]],
  ])('%j', (hits, right) => {
    expect(judge({ hits: right.toReversed() }, { hits })).toEqual([]);
    const others = right.length > 0 ? right.slice(1) : [1];
    expect(judge({ hits: others }, { hits })).toHaveLength(1);
  });

  it('tell what is missing, what was not asked for, and what came twice', () => {
    expect(judge({ hits: [1, 2, 4] }, { hits: 'unseen' })).toEqual([
      'hits: expected 3 messages, got 3 (missing 6; not asked for 1)',
    ]);
    expect(judge({ hits: [2, 4, 6, 6] }, { hits: 'unseen' })).toEqual([
      'hits: expected 3 messages, got 4 (some named twice)',
    ]);
    expect(judge({ hits: [] }, { hits: 'all' })).toEqual([
      'hits: expected 6 messages, got 0 (missing 1, 2, 3, 4, 5 and 1 more)',
    ]);
  });

  it('no SEARCH answer at all is wrong even where nothing is to be found', () => {
    expect(judge({ hits: null }, { hits: 'none' })).toEqual(['hits: the server sent no SEARCH answer']);
  });
});

describe('texts', () => {
  it('have their words replaced, and the tagged text counts', () => {
    const lines = ['* 6 EXISTS'];
    expect(judge({ lines, text: '[READ-ONLY] ok' }, { contains: ['{N} exists', '[READ-ONLY]'] })).toEqual([]);
    expect(judge({ lines }, { contains: ['[READ-ONLY]'] })).toEqual(['"[READ-ONLY]" is not in the answer']);
  });

  it('hold a number only as a whole', () => {
    expect(judge({ lines: ['* 16 EXISTS'] }, { contains: ['{N} EXISTS'] })).toEqual([
      '"6 EXISTS" is not in the answer',
    ]);
    expect(judge({ lines: ['* STATUS INBOX (MESSAGES 60)'] }, { contains: ['MESSAGES {N}'] })).toHaveLength(
      1,
    );
    expect(judge({ lines: ['* STATUS INBOX (MESSAGES 6)'] }, { contains: ['MESSAGES {N}'] })).toEqual([]);
  });
});
