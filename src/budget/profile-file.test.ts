import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import { SERVERS } from '../containers/server';
import { writeProfile } from '../run/write-profile';
import { loadScenarios } from '../scenario/registry';
import { emptyProfile, type Profile } from './profile';
import { profileBefore, readProfile } from './profile-file';

const names = loadScenarios(join(ROOT, 'specs')).map(({ name }) => name);
const NOOP = 'NOOP looks for news in the index';
const because = 'a sentence that says why';
let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'aerometer-profile-')), 'maddy.json');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true }));

const whole: Profile = {
  ...emptyProfile('maddy'),
  exceptions: [{ scenario: NOOP, s3: { GetObject: 'k' }, figures: '100 GetObject at k = 100', because }],
  taken: { image: 'sha256:feed', cpu: 'Example CPU', mode: 'gate', on: '2026-11-24', sizes: [100, 200] },
  scenarios: {
    [NOOP]: { count: { cpu: { cost: '0.4 ms + 12 us * k', noise: '3.1 %', starts: 18 }, s3: {} } },
  },
};

const fault = (data: unknown): string => {
  writeFileSync(file, typeof data === 'string' ? data : JSON.stringify(data));
  try {
    readProfile('maddy', { file, scenarios: names });
  } catch (error) {
    if (error instanceof Failure && error.exitCode === EXIT.usage) return error.message;
    throw error;
  }
  return '';
};

it('what is written is read again', () => {
  writeProfile(whole, {}, file);
  expect(readProfile('maddy', { file, scenarios: names })).toEqual(whole);
  expect(readFileSync(file, 'utf8')).toContain('"cost": "0.4 ms + 12 us * k"');
});

it('CI never writes', () => {
  expect(() => writeProfile(whole, { CI: 'true' }, file)).toThrow('maddy.json is not written in CI');
  expect(() => readFileSync(file)).toThrow('ENOENT');
});

it.each<[string, unknown, string]>([
  ['no JSON', '{"schema"', 'maddy.json cannot be used'],
  ['another schema', { ...whole, schema: 'aerometer/profile@2' }, 'its schema is "aerometer/profile@2"'],
  ['another server', { ...whole, server: 'dovecot' }, 'it is of the server dovecot'],
  ['an unknown key', { ...whole, colour: 1 }, 'Unrecognized key: "colour"'],
  [
    'an unknown scenario',
    { ...whole, scenarios: { 'NOOP looks for news in the idnex': {} } },
    `did you mean "${NOOP}"?`,
  ],
  [
    'a wrong unit',
    { ...whole, scenarios: { [NOOP]: { count: { cpu: { cost: '8 MiB', noise: '1 %', starts: 9 } } } } },
    '"8 MiB" must come to a time',
  ],
  [
    'a noise without unit',
    { ...whole, scenarios: { [NOOP]: { count: { cpu: { cost: '8 ms', noise: '3', starts: 9 } } } } },
    'must read like "3.1 %"',
  ],
  [
    'a law that is none',
    { ...whole, exceptions: [{ scenario: NOOP, cpu: 'k', figures: '5 ms', because }] },
    '"k" is no law',
  ],
  [
    'no figures',
    { ...whole, exceptions: [{ scenario: NOOP, cpu: 'O(B)', because }] },
    'must hold the figures',
  ],
  ['no reason', { ...whole, exceptions: [{ scenario: NOOP, cpu: 'O(B)', figures: '5 ms' }] }, 'because'],
])('%s is refused', (_, data, words) => {
  expect(fault(data)).toContain(words);
  expect(fault(data)).toContain(`${file} cannot be used\n  cause: maddy.json: `);
});

it.each(Object.keys(SERVERS))('the committed file of %s can be used', (server) => {
  expect(readProfile(server, { scenarios: names }).server).toBe(server);
});

it('a server without a file has nothing excused', () => {
  expect(readProfile('nobody')).toEqual(emptyProfile('nobody'));
});

it('a file that is yet to be taken begins with how the server is known to depart', () => {
  const its = readProfile('maddy');
  expect(its.exceptions.length).toBeGreaterThan(0);
  expect(profileBefore('maddy')).toEqual(its);
  expect(profileBefore('maddy', { file: join(file, '..', 'none.json') })).toEqual({
    ...emptyProfile('maddy'),
    exceptions: its.exceptions,
  });
  writeFileSync(file, JSON.stringify(whole));
  expect(profileBefore('maddy', { file })).toEqual(whole);
});
