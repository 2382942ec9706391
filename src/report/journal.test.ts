import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { abandonRun, appendResult, assemble, beginRun, readJournal, writeHeader } from './journal';
import { readResults } from './results';
import { header, measured, skipped } from './synthetic';

let dir: string;
let journal: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'aerometer-journal-')), 'run');
  journal = join(dir, 'samples.jsonl');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

const at = (N: number) => ({ N, k: 1, B: 10, M: 10, U: 1 });
const names = () => assemble(dir).results.scenarios.map(({ name, variables }) => `${name} ${variables.N}`);

test('a run is assembled from what is on the disk, also when it never came to its end', () => {
  const { run } = header();
  beginRun(dir, header({ run: { ...run, finishedAt: null, time: null } }));
  appendResult(dir, measured('FETCH'));
  appendResult(dir, skipped('ENABLE', 'not advertised'));
  expect(assemble(dir).notes).toEqual([]);
  expect(readResults(dir).run.time).toBeNull();
  writeHeader(dir, header());
  assemble(dir);
  expect(readResults(dir).run.time).toEqual(run.time);
  expect(readResults(dir).scenarios.map(({ name }) => name)).toEqual(['FETCH', 'ENABLE']);
});

test('for one scenario and size the last entry counts; other sizes are other entries', () => {
  beginRun(dir, header());
  appendResult(dir, skipped('FETCH', 'first try', { variables: at(100) }));
  appendResult(dir, measured('FETCH', { variables: at(200) }));
  appendResult(dir, measured('FETCH', { variables: at(100) }));
  expect(names()).toEqual(['FETCH 100', 'FETCH 200']);
  expect(readResults(dir).scenarios[0]?.status).toBe('measured');
});

test('a last line that was broken off is left out, and that is said', () => {
  beginRun(dir, header());
  appendResult(dir, measured('FETCH'));
  appendFileSync(journal, '{"name":"STORE","fam');
  const { results, notes } = assemble(dir);
  expect(results.scenarios).toHaveLength(1);
  expect(notes.join()).toContain(`${journal}:2`);
});

test('an entry that follows a broken one is not glued to it', () => {
  beginRun(dir, header());
  appendResult(dir, measured('FETCH'));
  appendFileSync(journal, '{"name":"STÖRE","fam');
  expect(appendResult(dir, measured('COPY')).join()).toContain('broken off');
  expect(readJournal(dir)).toMatchObject({ entries: [{ name: 'FETCH' }, { name: 'COPY' }], notes: [] });
});

test('a last line that lacks only its line end is kept', () => {
  beginRun(dir, header());
  appendResult(dir, measured('FETCH'));
  writeFileSync(journal, readFileSync(journal, 'utf8').trimEnd());
  expect(readJournal(dir).entries).toHaveLength(1);
  appendResult(dir, measured('COPY'));
  expect(readJournal(dir).entries).toHaveLength(2);
});

test('damage before the last line is an error with file and line', () => {
  beginRun(dir, header());
  writeFileSync(journal, 'nonsense\n');
  appendResult(dir, measured('FETCH'));
  expect(() => assemble(dir)).toThrow(`${journal}:1`);
});

test('a directory that holds a run is not written over', () => {
  beginRun(dir, header());
  expect(() => beginRun(dir, header())).toThrow(/already holds a run/);
});

test('a run in which nothing was finished can be taken back, with the directory that was made for it', () => {
  beginRun(dir, header());
  expect(abandonRun(dir)).toBe(true);
  expect(existsSync(dir)).toBe(false);
  beginRun(dir, header());
  writeFileSync(join(dir, 'mine.txt'), '');
  abandonRun(dir);
  expect(readdirSync(dir)).toEqual(['mine.txt']);
  beginRun(dir, header());
  appendResult(dir, measured('FETCH'));
  expect(abandonRun(dir)).toBe(false);
  expect(names()).toEqual(['FETCH 100']);
});

test('a run without a finished scenario is a run, and a directory without a run is none', () => {
  beginRun(dir, header());
  expect(assemble(dir)).toMatchObject({
    results: { scenarios: [] },
    notes: [expect.stringContaining('no scenario')],
  });
  expect(() => assemble(join(dir, 'other'))).toThrow(/there is no/);
});

test('a result that does not fit the schema is refused and leaves the journal as it was', () => {
  beginRun(dir, header());
  expect(() => appendResult(dir, measured('FETCH', { samples: [] }))).toThrow(/"FETCH"/);
  expect(readJournal(dir).entries).toEqual([]);
});
