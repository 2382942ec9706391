import { bothTimes, stepText } from './run-time';
import { chosenOf } from './scope';

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

test('time left follows the pace of the steps so far, but not of those that were measured before', () => {
  const mailboxes = chosenOf(OPTIONS);
  const all = { mailboxes, scenarios: [] };
  const left = (at: number, took: number[]) =>
    Number(/about (\d+) min/.exec(stepText(all, at, took))?.[1] ?? Number.NaN);
  const usual = mailboxes.map(({ minutes }) => minutes ?? 0);
  const after = (at: number) => usual.slice(at).reduce((sum, each) => sum + each, 0);
  expect(left(1, [2 * (usual[0] ?? 0)])).toBe(2 * after(1));
  expect(left(2, [0.01, 3 * (usual[1] ?? 0)])).toBe(3 * after(2));
  expect(stepText(all, 1, [0.01])).toMatch(/usually takes/);
});

test('the time of a resumed run is that of all its sessions', () => {
  const time = (ms: number) => ({ atWorkMs: ms, settlingMs: 2 * ms, startingMs: 3 * ms, otherMs: 4 * ms });
  expect(bothTimes(null, time(5))).toEqual(time(5));
  expect(bothTimes(time(5), time(7))).toEqual(time(12));
});
