import { runInNewContext } from 'node:vm';
import { EXIT, reasonOf, worst } from './failure';

test('a reason is the message, also of an error of another realm', () => {
  expect(reasonOf(new Error('no room'))).toBe('no room');
  expect(reasonOf(runInNewContext('new Error("ENOSPC: no space left")'))).toBe('ENOSPC: no space left');
});

test('a reason names all errors of an aggregate, and whatever else was thrown', () => {
  expect(reasonOf(new AggregateError([new Error('one'), new Error('two')], 'both'))).toBe('one; two');
  expect(reasonOf(new RangeError(''))).toBe('RangeError');
  expect(reasonOf('a word')).toBe('a word');
  expect(reasonOf(null)).toBe('null');
});

test('of several exit codes the worst is the one', () => {
  expect(worst([])).toBe(EXIT.ok);
  expect(worst([EXIT.ok, EXIT.inconclusive, EXIT.unmeasured])).toBe(EXIT.unmeasured);
  expect(worst([EXIT.unmeasured, EXIT.overBudget])).toBe(EXIT.overBudget);
  expect(worst([EXIT.overBudget, EXIT.machine, EXIT.usage])).toBe(EXIT.usage);
});
