import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticRun } from '../budget/synthetic';
import { ROOT } from '../config/root';
import { RESULTS_FILE, type Results, readResults, writeResults } from '../report/results';
import { writeReport } from '../report/write';
import { loadScenarios } from '../scenario/registry';
import { merge, type ShardRun } from './merge';
import { divide } from './shard';
import { verdictsOf } from './verdicts';

const specs = loadScenarios(join(ROOT, 'specs'));
const READING = specs.filter(({ name }) => /^(FETCH BODY|SEARCH (BODY|TEXT))/.test(name));
const COMMAND = 'npx aerometer run --gate --server maddy';

/** A gate of what reads mails, the last of which outgrows its law. */
function whole(): Results {
  const runs = READING.map(({ name }, i) => {
    const last = i === READING.length - 1;
    const run = syntheticRun({ cpu: (k) => (last ? 0.001 * k * k : 5 + 0.01 * k) }, { seed: i + 1 });
    return { ...run, scenarios: run.scenarios.map((one) => ({ ...one, name })) };
  });
  const [first] = runs as [Results, ...Results[]];
  return {
    ...first,
    run: { ...first.run, command: COMMAND },
    scenarios: runs.flatMap((run) => run.scenarios),
  };
}

function shards(of: number, run: Results = whole()): ShardRun[] {
  const names = READING.map(({ name }) => name);
  return divide(names, of, () => undefined).map((mine, i) => ({
    directory: `shard-${i + 1}`,
    results: {
      ...run,
      run: {
        ...run.run,
        command: `${COMMAND} --shard ${i + 1}/${of} --out s${i}`,
        shard: { number: i + 1, of },
      },
      scenarios: run.scenarios.filter(({ name }) => mine.has(name)),
    },
  }));
}

function judgedAndReported(results: Results) {
  const judged = verdictsOf(results, { server: 'maddy', specs, env: {} });
  const directory = mkdtempSync(join(tmpdir(), 'aerometer-merge-'));
  writeResults(directory, judged.results);
  writeReport(directory, {});
  const files = ['summary.md', 'junit.xml', 'samples.csv', 'index.html'];
  return {
    exitCodes: judged.exitCodes,
    files: files.map((file) => readFileSync(join(directory, file), 'utf8')),
  };
}

test.each([1, 2, 3])('%i shards, in any order, come to the report of the undivided run', (of) => {
  const { results } = merge(shards(of).reverse(), specs);
  const [merged, undivided] = [{ ...results }, whole()];
  const { time: _, ...run } = undivided.run;
  expect(merged).toMatchObject({ ...undivided, run, calibrator: undivided.calibrator });
  expect(merged.run).not.toHaveProperty('shard');
  const timed = { ...merged, run: { ...merged.run, time: undivided.run.time } };
  const [found, wanted] = [judgedAndReported(timed), judgedAndReported(undivided)];
  expect(found).toEqual(wanted);
  expect(wanted.exitCodes).toContain(1);
});

test('times add up', () => {
  const time = { atWorkMs: 1, settlingMs: 2, startingMs: 3, otherMs: 4 };
  const all = shards(2).map((one) => ({
    ...one,
    results: { ...one.results, run: { ...one.results.run, time } },
  }));
  expect(merge(all, specs).results.run.time).toEqual({
    atWorkMs: 2,
    settlingMs: 4,
    startingMs: 6,
    otherMs: 8,
  });
});

test('of a shard that was measured twice the later one counts', () => {
  const [one, two] = shards(2) as [ShardRun, ShardRun];
  const again = {
    directory: 'again',
    results: {
      ...one.results,
      run: { ...one.results.run, finishedAt: '2099-01-01T00:00:00.000Z' },
      scenarios: [],
    },
  };
  const { results, notes } = merge([again, two, one], specs);
  expect(results.scenarios).toEqual(two.results.scenarios);
  expect(notes).toEqual(['Shard 1/2 was measured 2 times; the last counts: again']);
});

type Change = (results: Results) => Results;
const refusals: [string, Change, RegExp][] = [
  [
    'of another seed',
    (all) => ({ ...all, run: { ...all.run, seed: 9 } }),
    /seed: 7 in shard-1, 9 in shard-2/,
  ],
  [
    'of another image',
    (all) => ({ ...all, server: { ...all.server, digest: 'sha256:x' } }),
    /image: .*sha256:x/,
  ],
  ['on another CPU', (all) => ({ ...all, host: { ...all.host, cpu: 'Z80' } }), /CPU: .*Z80 in shard-2/],
  [
    'with another config',
    (all) => ({ ...all, run: { ...all.run, command: `${all.run.command} --family query` } }),
    /what is measured: .*--family query/,
  ],
  ['that was ended', (all) => ({ ...all, run: { ...all.run, finishedAt: null } }), /--resume shard-2/],
  [
    'of three',
    (all) => ({ ...all, run: { ...all.run, shard: { number: 2, of: 3 } } }),
    /shards: 2 in shard-1, 3/,
  ],
  ['that is none', (all) => ({ ...all, run: { ...all.run, shard: undefined } }), /measured without --shard/],
];

test.each(refusals)('refuses a shard %s', (_, change, words) => {
  const [one, two] = shards(2) as [ShardRun, ShardRun];
  expect(() => merge([one, { ...two, results: change(two.results) }], specs)).toThrow(words);
});

test('refuses where a shard is missing, and says how to measure it', () => {
  const [one, , three] = shards(3) as [ShardRun, ShardRun, ShardRun];
  expect(() => merge([three, one], specs)).toThrow(/missing: 2\/3[\s\S]*--gate --server maddy --shard 2\/3/);
});

test('a directory of another schema, or one that is no whole JSON, is refused by name', () => {
  const directory = mkdtempSync(join(tmpdir(), 'aerometer-merge-'));
  const file = join(directory, RESULTS_FILE);
  writeFileSync(file, '{"schema":"aerometer/results@0"}');
  expect(() => readResults(directory)).toThrow(/has the schema "aerometer\/results@0"/);
  writeFileSync(file, '{"schema":');
  expect(() => readResults(directory)).toThrow(file);
});
