import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../config/failure';
import { LIMITS } from './parts/limits';
import { keepPart, type Part } from './parts/part';
import { readStudy } from './study';
import { header, results, verdict } from './synthetic';
import { limits } from './synthetic-parts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-study-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const run = results([]);
const about = {
  part: 'limits',
  startedAt: '2025-01-02T03:04:05Z',
  finishedAt: '2025-01-02T03:05:05Z',
  wanted: null,
};
const stated = {
  name: 'datasets',
  title: 'Datasets',
  section: () => ({ id: 'datasets', title: 'D', blocks: [] }),
};
const read = (of = run) => readStudy(dir, of, [LIMITS, stated]);

test('a part is shown where it was measured, and what needs no measuring always', () => {
  keepPart(dir, { ...about, error: null, data: limits });
  expect(read().map(({ name, state }) => [name, state])).toEqual([
    ['limits', 'shown'],
    ['datasets', 'shown'],
  ]);
});

test('what a part judges is shown with it', () => {
  keepPart(dir, { ...about, error: null, data: limits });
  const judged = [{ name: 'FETCH 7', verdicts: [verdict('fail')] }];
  const [part] = readStudy(dir, run, [{ ...LIMITS, judged: () => judged } as Part<unknown>]);
  expect(part).toMatchObject({ state: 'shown', judged });
  expect(read()[0]).toMatchObject({ state: 'shown', judged: [] });
});

test('a part that failed keeps its reason and log', () => {
  keepPart(dir, { ...about, error: { reason: 'hung', log: ['panic'] }, data: null });
  expect(read()[0]).toMatchObject({ state: 'failed', reason: 'hung', log: ['panic'] });
});

test.each([
  [{ quick: true }, /--quick/],
  [{ finishedAt: null }, /--resume/],
  [{}, /not asked for/],
])('a part that is not there says why: %j', (change, words) => {
  const of = { ...run, run: { ...header().run, ...change } };
  expect(read(of)[0]).toMatchObject({ state: 'left out', reason: expect.stringMatching(words) });
});

test('a gate has no parts', () => {
  expect(read({ ...run, run: { ...run.run, mode: 'gate' } })).toEqual([]);
});

test('a damaged record is refused by name', () => {
  mkdirSync(join(dir, 'study'));
  writeFileSync(join(dir, 'study', 'limits.json'), '{"schema": 1}');
  expect(() => read()).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
});
