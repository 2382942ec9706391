import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { emptyProfile } from '../budget/profile';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import { SERVERS } from '../containers/server';
import { Random } from '../mailbox/random';
import { loadScenarios } from '../scenario/registry';
import { detect } from './detection';
import { falseAlarmsOf } from './false-alarms';
import { faultNamed } from './faults';
import { foldsOf } from './held-out';
import { type Job, runJob } from './jobs';
import { poolOf } from './pool';
import { type GateRecord, writeRecord } from './record';
import { detectionSchema } from './schema';
import { drawnAgain, drawnOnce } from './staged';
import { BODY, type Cost, FLAGS, syntheticGates } from './synthetic';

const specs = loadScenarios(join(ROOT, 'specs'));
const run = async (jobs: readonly Job[]) => jobs.map((job) => runJob(job, specs));
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-detection-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const keep = (records: readonly GateRecord[]) => records.map((record) => writeRecord(dir, record));
const bench = async ({ gates = 60, tries = 6 } = {}) => {
  const said: string[] = [];
  const file = join(dir, 'detection.json');
  const options = { directory: dir, file, gates, tries, seed: 1, command: 'npx aerometer detection' };
  const code = await detect(options, specs, run, (line) => said.push(line));
  return {
    code,
    said: said.join('\n'),
    found: detectionSchema.parse(JSON.parse(readFileSync(file, 'utf8'))),
  };
};
const refused = async (): Promise<string> => {
  const error = await bench().catch((thrown: unknown) => thrown);
  if (error instanceof Failure && error.exitCode === EXIT.usage) return error.message;
  throw error;
};

/** CPU time goes up by a share of itself, the peak by so many MiB. */
const slower = (share: number, mib = 0) => ({
  worse: (cost: Cost): Cost => ({
    ...cost,
    cpu: (k) => (1 + share) * cost.cpu(k),
    peakMib: (k) => (cost.peakMib?.(k) ?? 3) + mib,
  }),
});

test('no alarm where nothing changed; +10 % CPU and +1 MiB are caught in each scenario', async () => {
  keep(syntheticGates(4));
  keep(syntheticGates(1, { fault: 'cpu-peak-1', seed: 2, ...slower(0.1, 1) }));
  keep(syntheticGates(1, { fault: 'cpu-peak-0.5', seed: 3, ...slower(0.005) }));
  const { found, said } = await bench();
  expect(found.falseAlarms).toMatchObject({ gates: 60, alarms: 0, unfit: 0, where: [] });
  const kinds = Object.values(found.falseAlarms.byKind);
  expect(kinds.map(({ gates, alarms }) => [gates, alarms])).toEqual(Array(6).fill([10, 0]));
  const rows = (fault: string) =>
    found.planted
      .filter((row) => row.fault === fault)
      .map(({ scenario, metric, tried, caught }) => [scenario, metric, tried, caught]);
  expect(rows('cpu-peak-1')).toEqual([
    [FLAGS, 'cpu', 6, 6],
    [FLAGS, 'peak', 6, 6],
    [BODY, 'cpu', 6, 6],
    [BODY, 'peak', 6, 6],
  ]);
  expect(rows('cpu-peak-0.5').map(([, , , caught]) => caught)).toEqual([0, 0, 0, 0]);
  expect(new Set(found.smallest.map(({ dose }) => dose))).toEqual(new Set(['+10 % CPU', '+1 MiB peak']));
  expect(said).toMatch(/^met {5}planted in cpu +in 2 of 2/m);
  expect(said).toMatch(/^MISSED {2}gates that were measured +maddy 4 \+ 4/m);
});

test('a server that got worse within its records is an alarm, with the scenario that raised it', async () => {
  const of = (wanted: string, change = {}) =>
    syntheticGates(4, change).filter(({ condition }) => condition === wanted);
  keep([...of('neighbour'), ...of('quiet', slower(1))]);
  const { found, code, said } = await bench();
  // Gates of one condition cost twice as much: judged by a profile of the other one they alarm.
  expect(found.falseAlarms.byKind['quiet gate, neighbour profile']).toMatchObject({ gates: 10, alarms: 10 });
  expect(found.falseAlarms.byKind['quiet gate, quiet profile']).toMatchObject({ gates: 10, alarms: 0 });
  expect(found.falseAlarms.where).toContainEqual(
    expect.objectContaining({ scenario: BODY, metric: 'cpu', kind: 'budget' }),
  );
  expect(code).toBe(EXIT.overBudget);
  expect(said).toMatch(/^MISSED {2}false alarms +\d+ in 60 {3}\(target: 0 in 3000 gates\)/m);
});

describe('hosts that differ in speed', () => {
  const SLOW = 1.2;

  test('make no gate together: each is judged by a profile of its own', async () => {
    keep(syntheticGates(4, { slow: 1 }));
    keep(syntheticGates(3, { slow: SLOW, seed: 2, from: 5 }));
    keep(syntheticGates(1, { slow: SLOW, seed: 3, fault: 'cpu-peak-1', ...slower(0.1, 1) }));
    const { found, said } = await bench();
    expect(found.falseAlarms).toMatchObject({ gates: 60, alarms: 0, unfit: 0, where: [] });
    // By the profile of the slow host: by the other one's, its CPU time would be unfit.
    expect(found.planted.map(({ tried, caught }) => [tried, caught])).toEqual(Array(4).fill([6, 6]));
    for (const { metric, change } of found.planted)
      if (metric === 'cpu') expect(Math.abs((change ?? 0) - 0.1)).toBeLessThan(0.02);
    expect(found.recorded).toMatchObject([
      { calibratorMs: 20, gates: { quiet: 4, neighbour: 4 }, faults: {} },
      { calibratorMs: 20 * SLOW, gates: { quiet: 3, neighbour: 3 }, faults: { 'cpu-peak-1': 2 } },
    ]);
    expect(said).toMatch(/on .*, calibrator 24\.0 ms: 3 gates recorded on a quiet machine/);
    expect(said).toMatch(/^MISSED {2}gates that were measured +maddy 7 \+ 7/m);
  });

  test('with too few gates are told by name', async () => {
    keep(syntheticGates(4, { slow: 1 }));
    keep(syntheticGates(1, { slow: SLOW, fault: 'cpu-peak-1', ...slower(0.1, 1) }).slice(0, 1));
    const { found, said } = await bench();
    expect(found.planted).toEqual([]);
    expect(said).toContain('two gates of each condition would be needed: maddy.cpu-peak-1.quiet.1.json.gz');
  });
});

test('the same seed draws the same gates, another one others', () => {
  // One gate of eight is worse, so whether a resampled one alarms is a matter of the draw.
  const [, ...others] = syntheticGates(4);
  const folds = foldsOf([...syntheticGates(1, slower(0.3)).slice(0, 1), ...others]);
  const judge = { specs, kind: SERVERS.maddy, profile: emptyProfile('maddy') };
  const alarmed = (seed: number) => falseAlarmsOf(folds, BODY, judge, { gates: 240, seed }).alarmed;
  expect(alarmed(1).length).toBeGreaterThan(0);
  expect(alarmed(1)).toEqual(alarmed(1));
  expect(alarmed(2)).not.toEqual(alarmed(1));
});

test('a gate has no start twice, one with a fault only after each of them', () => {
  const { series } = poolOf(syntheticGates(5), BODY);
  const [first] = series;
  if (first === undefined) throw new Error('there is no series');
  const draw = drawnOnce(new Random(1), ({ starts }) => starts.quiet);
  const each = first.starts.quiet.map(() => draw(first));
  expect(new Set(each)).toEqual(new Set(first.starts.quiet));
  expect(draw(first)).toBeUndefined();
  const again = drawnAgain(new Random(1), ({ starts }) => starts.quiet);
  const twice = [...each, ...each].map(() => again(first));
  expect(new Set(twice.slice(0, each.length))).toEqual(new Set(each));
  expect(new Set(twice.slice(each.length))).toEqual(new Set(each));
});

describe('records that cannot be used are named', () => {
  const damage = (change: (file: string, record: GateRecord) => void) => {
    const records = syntheticGates(2);
    const [file = ''] = keep(records);
    change(file, records[0] as GateRecord);
    return file;
  };
  const withScenario = ({ results }: GateRecord, change: object) => ({
    results: { ...results, scenarios: [{ ...results.scenarios[0], ...change }] },
  });

  test('a truncated one', async () => {
    const file = damage((path) => truncateSync(path, 400));
    expect(await refused()).toContain(`${file} is no record of a gate\n  cause: unexpected end of file`);
  });

  test.each<[string, (record: GateRecord) => object, RegExp]>([
    [
      'a figure that is negative',
      (one) => withScenario(one, { samples: [{ ...one.results.scenarios[0]?.samples[1], cpuMs: -1 }] }),
      /cpuMs/,
    ],
    [
      'another name than its content has',
      () => ({ serial: 9 }),
      /by its content it is maddy\.as-it-is\.quiet\.9/,
    ],
    ['another schema', () => ({ schema: 'aerometer/detection-record@2' }), /detection-record@1/],
    [
      'another image',
      ({ results }) => ({
        results: { ...results, server: { ...results.server, digest: 'foxcpp/maddy@sha256:beef' } },
      }),
      /its image is .* as in/,
    ],
    ['another meter', () => ({ meter: 'beef' }), /its meter is .* as in/],
    [
      'a scenario that the specs do not hold',
      (one) => withScenario(one, { name: 'FETCH nothing' }),
      /specs\/ holds no scenario/,
    ],
  ])('%s', async (_, change, words) => {
    const file = damage((path, record) =>
      writeFileSync(path, gzipSync(JSON.stringify({ ...record, ...change(record) }))),
    );
    const said = await refused();
    expect(said).toMatch(words);
    expect(said).toContain(file);
  });

  test('too few, and what to do about it', async () => {
    keep(syntheticGates(1));
    expect(await refused()).toContain('there are too few recorded gates to judge');
    expect(await refused()).toContain('--gates 4');
  });
});

test('every fault has a name of its own and a dose', () => {
  expect(faultNamed('cpu-peak-1')?.injection).toMatchObject({ cpuShare: 0.1, peakBytes: 1024 ** 2 });
  expect(faultNamed('none')).toBeUndefined();
});
