import { chosenOf } from './scope';
import { stepText } from './suite';

const OPTIONS = {
  mode: 'study',
  families: [],
  quick: false,
  keep: false,
  waitSeconds: 0,
  probe: 'agent',
  command: 'npx aerometer run',
} as const;

test('each step of a study says what it measures, where, and how long the rest usually takes', () => {
  const mailboxes = chosenOf(OPTIONS);
  const all = { mailboxes, scenarios: [] };
  const texts = mailboxes.map((_, at) => stepText(all, at));
  expect(texts[0]).toMatch(/^Step 1 of 5: 0 scenarios on dataset; all that is left usually takes \d+ min\.$/);
  expect(texts[2]).toMatch(/^Step 3 of 5: the parts replay, login, .* on dataset;/);
  expect(texts.at(-1)).toMatch(/^Step 5 of 5: the parts bodies on the gate's mailboxes;/);
  const left = texts.map((text) => Number(/takes (\d+) min/.exec(text)?.[1]));
  expect([...left].sort((a, b) => b - a)).toEqual(left);
});
