import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { readResults, writeResults } from './results';
import { cpuSample, failed, measured, memorySample, results, skipped } from './synthetic';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-results-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const failureOf = (act: () => unknown): Failure => {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};
const put = (text: string) => writeFileSync(join(dir, 'results.json'), text);
const edited = (from: string, to: string) => {
  writeResults(dir, results([measured('FETCH')]));
  const text = readFileSync(join(dir, 'results.json'), 'utf8');
  expect(text).toContain(from);
  put(text.replace(from, to));
};

test('what is written is read again, nulls and skipped scenarios included', () => {
  const whole = results([
    measured('FETCH'),
    skipped('ENABLE', 'not advertised'),
    failed('IDLE', 'time-out', ['panic']),
  ]);
  writeResults(dir, whole);
  expect(readResults(dir)).toEqual(whole);
  expect(readdirSync(dir)).toEqual(['results.json']);
});

test('a figure that is null without a reason is refused, and so is a scenario without one', () => {
  const noReason = cpuSample(1, 'steady', 5, {}, { cpuMs: null });
  const failure = failureOf(() => writeResults(dir, results([measured('FETCH', { samples: [noReason] })])));
  expect(failure.exitCode).toBe(EXIT.unmeasured);
  expect(failure.why).toContain('sources.cpuMs');
  expect(failureOf(() => writeResults(dir, results([skipped('ENABLE', ' ')]))).why).toContain('skipped');
  expect(readdirSync(dir)).toEqual([]);
});

test('NaN and negative figures are refused, memory given back is not', () => {
  const written = (sample: Parameters<typeof memorySample>[2]) =>
    writeResults(dir, results([measured('FETCH', { samples: [memorySample(0, 1, sample)] })]));
  expect(failureOf(() => written({ anonBytes: Number.NaN })).why).toContain('anonBytes');
  expect(failureOf(() => written({ peakRssBytes: -1 })).why).toContain('peakRssBytes');
  expect(() => written({ retainedRssBytes: -4096 })).not.toThrow();
});

test('a directory without a run is bad usage that names the file', () => {
  const failure = failureOf(() => readResults(join(dir, 'none')));
  expect(failure.exitCode).toBe(EXIT.usage);
  expect(failure.fact).toBe(`there is no ${join(dir, 'none', 'results.json')}`);
});

test('a results.json that cannot be read is said to be so, not to be missing', () => {
  mkdirSync(join(dir, 'results.json'));
  const failure = failureOf(() => readResults(dir));
  expect(failure.exitCode).toBe(EXIT.usage);
  expect(failure.message).toMatch(/cannot be read[\s\S]*EISDIR/);
});

test('a truncated file is damaged', () => {
  put('{"schema": "aerometer/results@1", "run"');
  expect(failureOf(() => readResults(dir))).toMatchObject({ exitCode: EXIT.usage });
});

test('an edited file is refused with the place of the edit', () => {
  edited('"seed": 7', '"seed": "7"');
  expect(failureOf(() => readResults(dir)).why).toContain('run.seed');
  edited('"cores": 2', '"cores": 2, "colour": 1');
  expect(failureOf(() => readResults(dir)).why).toContain('colour');
});

test('another schema version is named', () => {
  edited('results@1', 'results@9');
  const failure = failureOf(() => readResults(dir));
  expect(failure.exitCode).toBe(EXIT.usage);
  expect(failure.message).toMatch(/results@9[\s\S]*results@1/);
});

test('a file of quite another kind gives a few lines, not hundreds', () => {
  put(JSON.stringify({ scenarios: Array.from({ length: 500 }, () => ({})) }));
  expect(failureOf(() => readResults(dir)).why.split('\n').length).toBeLessThan(15);
});
