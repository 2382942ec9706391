import { contextOf } from './example';
import { parseSequenceSet, touched, variablesOf } from './variables';

describe('a sequence set', () => {
  it.each([
    ['1', [1]],
    ['*', [6]],
    ['1:*', [1, 2, 3, 4, 5, 6]],
    ['*:5', [5, 6]],
    ['4:2', [2, 3, 4]],
    ['5,1:2,2', [1, 2, 5]],
  ])('%s of six', (set, numbers) => {
    expect(parseSequenceSet(set, 6)).toEqual(numbers);
  });

  it.each(['', '0', '1:', '1,,2', 'a', '1:2:3', '-1'])('"%s" is none', (set) => {
    expect(() => parseSequenceSet(set, 6)).toThrow('not a sequence set');
  });

  it('names no message that is not there', () => {
    expect(() => parseSequenceSet('7', 6)).toThrow('"7" names message 7 of 6');
    expect(() => parseSequenceSet('1:*', 0)).toThrow(RangeError);
  });
});

describe('the variables', () => {
  const added = contextOf({ added: [50, 60] });

  it.each([
    ['1:*', { N: 8, k: 8, B: 12_710, M: 5000, U: 1 }],
    ['{added}', { N: 8, k: 2, B: 110, M: 60, U: 1 }],
    ['1:{half}', { N: 8, k: 3, B: 600, M: 300, U: 1 }],
    ['none', { N: 8, k: 0, B: 0, M: 0, U: 1 }],
  ])('of %s', (touches, variables) => {
    expect(variablesOf(touches, added)).toEqual(variables);
  });

  it('of a new mail are those of the mail', () => {
    expect(variablesOf('new', contextOf(), { newBytes: 20, sessions: 3 })).toEqual({
      N: 6,
      k: 1,
      B: 20,
      M: 20,
      U: 3,
    });
    expect(() => variablesOf('new', contextOf())).toThrow('needs the size');
    expect(touched('new', contextOf())).toEqual([]);
  });
});
