import { type RunOptions, runOptions } from '../config/config';
import { chosenOf } from './scope';

const options = (more: Partial<RunOptions>): RunOptions => ({
  ...runOptions({ mode: 'study', argv: ['run'], flags: {}, env: {}, cwd: '/nowhere' }),
  ...more,
});
const names = (more: Partial<RunOptions>) =>
  chosenOf(options(more)).map(({ mailboxes }) => mailboxes.map(({ mailbox }) => mailbox.name));

test('a mailbox that was named is measured alone, in a study and in a gate', () => {
  for (const mode of ['study', 'gate'] as const) {
    expect(names({ mode, mailbox: 'inbox' })).toEqual([['inbox']]);
    expect(names({ mode, mailbox: 'dataset' })).toEqual([['dataset']]);
  }
  expect(chosenOf(options({ mailbox: 'inbox', seed: 5 }))[0]?.mailboxes[0]?.mailbox.seed).toBe(5);
});

test('a study has the dataset, its larger copy and the mailboxes of the gate', () => {
  const all = names({});
  expect(all.slice(0, 2)).toEqual([['dataset'], ['dataset-x20']]);
  expect(Math.max(...all.map(({ length }) => length))).toBe(18);
  expect(all.flat()).not.toContain('inbox');
});

test('sizes are first mails of copies of the dataset', () => {
  expect(names({ sizes: [5, 200] })).toEqual([['dataset-first-5'], ['dataset-x2']]);
});

test('a part that there is not is refused', () => {
  expect(() => chosenOf(options({ parts: ['idel'] }))).toThrow(/--part idel cannot be measured/);
});
