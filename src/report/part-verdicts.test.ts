import { aboutFails, partCounts, partFails } from './part-verdicts';
import type { StudyPart } from './study';
import { verdict } from './synthetic';

const judged = (name: string, ...outcomes: ('fail' | 'pass' | 'inconclusive')[]) => ({
  name,
  verdicts: outcomes.map((outcome) => verdict(outcome, { metric: 's3', actual: '2 GetObject' })),
});
const replay: StudyPart = {
  name: 'replay',
  title: 'The log',
  state: 'shown',
  section: { id: 'replay', title: 'The log', blocks: [] },
  judged: [
    judged('FETCH 7', 'fail', 'pass'),
    judged('FETCH 7', 'fail'),
    judged('FETCH 8', 'inconclusive', 'pass'),
  ],
  record: {},
};
const others: StudyPart[] = [
  { ...replay, name: 'idle', judged: [] },
  { name: 'login', title: 'Login', state: 'failed', reason: 'hung', log: [] },
];

test('verdicts are counted by part, and a part without any is not named', () => {
  expect(partCounts([replay, ...others])).toBe('replay: 2 fail, 1 inconclusive, 2 pass');
  expect(partCounts(others)).toBe('');
});

test('what is over budget is listed with what was counted, once where it is the same, its reason below', () => {
  const [part, ...more] = partFails([replay, ...others]);
  expect(more).toEqual([]);
  expect(part?.fails).toEqual(['FETCH 7: s3: 2 GetObject, wanted == 100 (k) (2 times)']);
  expect(part && aboutFails(part)).toMatch(/^Why no more: one GetObject a mail\. Here a study asks/);
});
