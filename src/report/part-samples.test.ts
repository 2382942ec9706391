import { partTables } from './part-samples';
import type { StudyPart } from './study';

const part = (data: unknown): StudyPart => ({
  name: 'login',
  title: 'Login',
  state: 'shown',
  section: { id: 'login', title: 'Login', blocks: [] },
  judged: [],
  record: { startedAt: 'then', data },
});
const tables = (data: unknown) =>
  Object.fromEntries(partTables([part(data)]).map(({ name, text }) => [name, text.trimEnd().split('\r\n')]));

test('each list of readings is a table, with what is inside a reading named by its path', () => {
  const steps = [
    { step: 'login', cpuMs: 80, requests: null, held: { rssBytes: 5 } },
    { step: 'poll, whole', cpuMs: 90, requests: { 's3:GetObject': 2 }, held: { rssBytes: 6 } },
  ];
  expect(tables({ mails: 100, steps })).toEqual({
    'login-steps.csv': [
      'row,step,cpuMs,requests,held.rssBytes,requests.s3:GetObject',
      '1,login,80,,5,',
      '2,"poll, whole",90,,6,2',
    ],
  });
});

test('a list inside a list begins with the row it belongs to, and its words', () => {
  const holds = [
    { users: 'one', wanted: 9, readings: [{ sessions: 1 }, { sessions: 2 }], points: [[0, 7]], waits: [3] },
  ];
  expect(tables({ several: { holds } })).toEqual({
    'login-several-holds.csv': ['row,users,wanted', '1,one,9'],
    'login-several-holds-readings.csv': ['holds.row,holds.users,row,sessions', '1,one,1,1', '1,one,2,2'],
    'login-several-holds-points.csv': ['holds.row,holds.users,row,item 1,item 2', '1,one,1,0,7'],
    'login-several-holds-waits.csv': ['holds.row,holds.users,row,value', '1,one,1,3'],
  });
});

test('names, reasons and verdicts are no readings, and a part without any has no table', () => {
  const verdicts = [{ actual: 7, values: [7] }];
  expect(tables({ leftOut: [{ step: 'x', reason: 'y' }], folders: ['Sent'], verdicts })).toEqual({});
  expect(partTables([{ name: 'login', title: 'Login', state: 'left out', reason: 'no' }])).toEqual([]);
});
