import { failed, measured, verdict } from '../report/synthetic';
import { exitCodeOf, isUnmeasured, WrongAnswers } from './wrong-answers';

test('a known wrong answer becomes an exception, another does not', () => {
  const wrong = new WrongAnswers({ server: 'aerogramme', profile: null }, 'UNSUBSCRIBE costs a name');
  expect(wrong.excuses('Wrong answer: it hung up')).toBe(false);
  expect(wrong.verdicts()).toEqual([]);
  expect(wrong.excuses('got BAD: not supported by Aerogramme')).toBe(true);
  expect(wrong.verdicts()).toMatchObject([{ outcome: 'exception', metric: 'answer' }]);
});

test('an error counts, unless it is a committed exception', () => {
  const broken = failed('LOGOUT', 'it hung up', []);
  expect([isUnmeasured(broken), exitCodeOf(broken)]).toEqual([true, 5]);
  expect(exitCodeOf({ ...broken, verdicts: [verdict('exception')] })).toBe(0);
});

test('verdicts give the exit code: over budget before inconclusive', () => {
  expect(exitCodeOf(measured('a', { verdicts: [verdict('fail'), verdict('inconclusive')] }))).toBe(1);
  expect(exitCodeOf(measured('a', { verdicts: [verdict('unfit')] }))).toBe(4);
  expect(exitCodeOf(measured('a'))).toBe(0);
});
