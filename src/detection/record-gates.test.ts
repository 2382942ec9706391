import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunOptions } from '../config/config';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import { type Results, readResults, writeResults } from '../report/results';
import type { World } from '../run/suite';
import { loadScenarios } from '../scenario/registry';
import { readRecord, recordsIn } from './record';
import { recordGates } from './record-gates';
import { BODY, syntheticGates } from './synthetic';
import { wantedGates } from './wanted';

const specs = loadScenarios(join(ROOT, 'specs'));
const NAMES = specs.map(({ name }) => name);
let dir: string;
let measured: RunOptions[];
let beside: number;
let said: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-record-'));
  measured = [];
  said = [];
  beside = 0;
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A suite that needs no engine: it writes a made-up gate. `change` is what differs from the others. */
const suite =
  (change: (results: Results) => Results = (results) => results) =>
  async (options: RunOptions, world: World) => {
    measured.push(options);
    const made = syntheticGates(1)[0]?.results as Results;
    const server = { ...made.server, name: String(options.server) };
    await using _ = await world.beside?.({} as never);
    writeResults(String(options.out), change({ ...made, server }));
    return { exitCode: EXIT.ok, directory: String(options.out) };
  };
const record = (limit: number, change?: Parameters<typeof suite>[0], more = {}) =>
  recordGates(
    {
      directory: dir,
      wanted: wantedGates(['maddy', 'dovecot'], NAMES),
      limit,
      fresh: false,
      run: { command: 'npx aerometer detection' } as RunOptions,
      scope: [],
      ...more,
    },
    specs,
    {
      suite: suite(change),
      neighbour: async () => ({
        [Symbol.asyncDispose]: async () => {
          beside += 1;
        },
      }),
      say: (line) => said.push(line),
    },
  );
const withDigest = (digest: string) => (results: Results) => ({
  ...results,
  server: { ...results.server, digest },
});
const names = () => recordsIn(dir).map((file) => file.slice(dir.length + 1));
const failure = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (error instanceof Failure) return error;
  throw new Error(`it did not fail as it should: ${error}`);
};

test('servers and conditions take turns; half of the gates have a neighbour; nothing is measured twice', async () => {
  await record(3);
  expect(names()).toEqual([
    'dovecot.as-it-is.quiet.1.json.gz',
    'maddy.as-it-is.neighbour.1.json.gz',
    'maddy.as-it-is.quiet.1.json.gz',
  ]);
  expect(beside).toBe(1);
  await record(2);
  expect(measured.map(({ server }) => server)).toEqual(['maddy', 'maddy', 'dovecot', 'dovecot', 'maddy']);
  expect(names()).toContain('maddy.as-it-is.quiet.2.json.gz');
  expect(said.join('\n')).toMatch(/^3 of \d+ gates are recorded in .*; 2 in this call\.$/m);
});

test('a gate that is broken off is not kept, and is the next one', async () => {
  await record(1);
  const brokenOff = (results: Results) => ({ ...results, run: { ...results.run, finishedAt: null } });
  const { exitCode, message } = await failure(record(2, brokenOff));
  expect(exitCode).toBe(EXIT.unmeasured);
  expect(message).toContain('maddy.as-it-is.neighbour.1.json.gz was not recorded');
  expect(names()).toEqual(['maddy.as-it-is.quiet.1.json.gz']);
  await record(1);
  expect(names()).toEqual(['maddy.as-it-is.neighbour.1.json.gz', 'maddy.as-it-is.quiet.1.json.gz']);
  expect(existsSync(join(dir, 'under-way'))).toBe(false);
});

test('what was recorded otherwise is named and nothing is measured; --fresh records anew', async () => {
  await record(2);
  const { message } = await failure(record(1, undefined, { scope: ['--scenario', 'NOOP'] }));
  expect(message).toMatch(/maddy\.as-it-is\.neighbour\.1\.json\.gz does not belong to the other records/);
  expect(measured).toHaveLength(2);
  const other = withDigest('foxcpp/maddy@sha256:beef');
  const wanted = wantedGates(['maddy'], NAMES);
  expect((await failure(record(1, other, { wanted }))).message).toContain(
    'its image is foxcpp/maddy@sha256:beef, not foxcpp/maddy@sha256:feed',
  );
  expect(names()).toHaveLength(2);
  await record(1, other, { fresh: true });
  expect(names()).toEqual(['maddy.as-it-is.quiet.1.json.gz']);
});

test('an image that was built again by the same recipe is the same one', async () => {
  await record(1, withDigest('sha256:feed'));
  await record(1, withDigest('sha256:beef'));
  expect(names()).toHaveLength(2);
});

test('a truncated record is named before anything is measured', async () => {
  await record(1);
  const [file = ''] = recordsIn(dir);
  truncateSync(file, 300);
  expect((await failure(record(1))).message).toContain(`${file} is no record of a gate`);
  expect(measured).toHaveLength(1);
});

test('a fault is planted by what the server costs without it', async () => {
  const only = (name: string) => ({ wanted: wantedGates(['maddy'], NAMES, [name]) });
  expect((await failure(record(1, undefined, only('orders')))).message).toContain(
    'orders cannot be planted in maddy',
  );
  await record(1);
  await record(1, undefined, only('orders'));
  await record(1, undefined, only('gogc-off'));
  expect(measured.map(({ planted }) => planted && [planted.altered, planted.doses !== null])).toEqual([
    undefined,
    [null, true],
    ['gogc-off', false],
  ]);
  expect(measured[2]?.planted?.scenarios).toContain(BODY);
  expect(readRecord(join(dir, 'maddy.orders.quiet.1.json.gz')).fault).toBe('orders');
  expect(readdirSync(dir)).toContain('doses.json');
});

test('a gate of one scenario gets the faults that are planted in it, and no others', () => {
  const names = wantedGates(['maddy', 'dovecot'], [BODY]).map(({ file }) =>
    file.split('.').slice(0, 2).join(),
  );
  expect(names).toContain('maddy,gogc-off');
  expect(names).toContain('dovecot,orders');
  expect(names).not.toContain('maddy,dearer-hash');
  expect(names).not.toContain('dovecot,no-index');
});

test('where a gate is kept does not stand in it', async () => {
  const command = "npx aerometer detection --dir '/home/ada/my gates' --gates 1 --out /tmp/found.json";
  await record(1, (results) => ({ ...results, run: { ...results.run, command } }));
  const [file = ''] = recordsIn(dir);
  expect(readRecord(file).results.run.command).toBe('npx aerometer detection --gates 1');
});

test('a record says what it is in its name and reads as it was written', async () => {
  await record(1);
  const [file = ''] = recordsIn(dir);
  expect(readRecord(file)).toMatchObject({ serial: 1, condition: 'quiet', fault: null, scope: [] });
  expect(() => readResults(dir)).toThrow('there is no');
});
