import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Declaration, Family, Scenario } from './scenario';

type Registry = typeof import('./registry');

/** A registry of its own: what one test declares, no other sees. */
function fresh(): Registry {
  let registry: Registry | undefined;
  jest.isolateModules(() => {
    registry = require('./registry') as Registry;
  });
  if (registry === undefined) throw new Error('not loaded');
  return registry;
}

const NOOP: Declaration = {
  rfc: 'RFC 3501 6.1.2',
  state: 'selected',
  measure: 'NOOP',
  touches: 'none',
  because: 'nothing has happened, so nothing is read',
};

const WHY = 'a sentence that says why';

it('hands a family, whole and in order, to whoever measures', () => {
  const { family, scenario, setFamilyRunner } = fresh();
  const seen: [Family, readonly Scenario[]][] = [];
  setFamilyRunner((...call) => seen.push(call));
  family('query', () => {
    scenario('NOOP first', NOOP);
    scenario('NOOP second', NOOP);
  });
  expect(seen).toHaveLength(1);
  expect(seen[0]?.[0]).toBe('query');
  expect(seen[0]?.[1]).toMatchObject([
    { name: 'NOOP first', family: 'query', rfc: 'RFC 3501 6.1.2' },
    { name: 'NOOP second', family: 'query' },
  ]);
});

it('refuses a family that nobody measures; another file may add to one', () => {
  const { family, scenario, setFamilyRunner } = fresh();
  expect(() => family('query', () => undefined)).toThrow('nobody measures the family query');
  const seen: string[][] = [];
  setFamilyRunner((_, scenarios) => seen.push(scenarios.map(({ name }) => name)));
  family('query', () => scenario('NOOP first', NOOP));
  family('query', () => scenario('NOOP second', NOOP));
  expect(seen).toEqual([['NOOP first'], ['NOOP second']]);
  expect(() => family('query', () => scenario('NOOP first', NOOP))).toThrow('another scenario has this name');
});

it('refuses a scenario outside a family, or with a name that is taken', () => {
  const { family, scenario, setFamilyRunner } = fresh();
  setFamilyRunner(() => undefined);
  expect(() => scenario('NOOP', NOOP)).toThrow('scenario "NOOP" stands outside a family');
  family('query', () => scenario('NOOP', NOOP));
  expect(() => family('write', () => scenario('NOOP', NOOP))).toThrow('another scenario has this name');
});

it.each<[string, Partial<Declaration>, string]>([
  ['FETCH flags', {}, 'its name must start with NOOP'],
  ['NOOPS', {}, 'its name must start with NOOP'],
  ['NOOP', { rfc: '' }, 'rfc must read like "RFC 3501 6.4.5", not ""'],
  ['NOOP', { because: ' ' }, 'because must say why'],
  ['NOOP', { needs: ['A B'] }, 'needs names no capability: "A B"'],
  ['NOOP', { prepare: ['STORE {al} x'] }, 'no such word: {al}'],
  ['NOOP', { prepare: [{ attempt: '{bo}' }] }, 'no such word: {bo}'],
  ['NOOP', { proof: [{ ask: '{cy}', expect: {} }] }, 'no such word: {cy}'],
  ['NOOP', { proof: [{ ask: 'NOOP', expect: { contains: ['{di}'] } }] }, 'no such word: {di}'],
  ['NOOP', { expect: { contains: ['{ed}'] } }, 'no such word: {ed}'],
  ['NOOP', { touches: '{fay}' }, 'no such word: {fay}'],
  ['NOOP', { touches: 'all' }, 'touches is no sequence set: "all"'],
  ['NOOP', { touches: '1:2:3' }, 'touches is no sequence set'],
  ['NOOP', { touches: 'new' }, 'touches is "new" when the command brings a mail, and only then'],
  ['APPEND', { measure: { append: 1 } }, 'touches is "new" when the command brings a mail, and only then'],
  ['NOOP', { state: 'absent' }, 'state is "absent" when LMTP is measured, and only then'],
  ['LOGIN', { state: 'connected', measure: 'LOGIN a b' }, 'say ownSession'],
  ['LOGOUT', { measure: 'LOGOUT' }, 'say ownSession'],
  [
    'LOGIN',
    { state: 'connected', measure: 'LOGIN a b', ownSession: true, undo: ['NOOP'] },
    'steps need a session',
  ],
  ['NOOP', { prepare: [{ append: 1, bytes: 9 }] }, 'it adds mails and never removes them'],
  ['APPEND', { measure: { append: 1 }, touches: 'new' }, 'it adds mails and never removes them'],
  ['NOOP', { prepare: ['CREATE {scratch}'] }, 'it never deletes {scratch}'],
  ['SESSIONS', { measure: { sessions: [1, 2] } }, 'sessions are at least three numbers'],
  ['SESSIONS', { measure: { sessions: [1, 4, 2] } }, 'each above the last'],
  [
    'SESSIONS',
    { measure: { sessions: [1, 2, 4], idling: true }, state: 'authenticated' },
    'sessions idle in a mailbox',
  ],
  [
    'SESSIONS',
    { measure: { sessions: [1, 2, 4] }, undo: ['NOOP'] },
    'no step, answer or session beside them',
  ],
  ['FETCH', { measure: 'FETCH 1 X' }, 'no layer is fixed for the FETCH item X'],
  ['NOOP', { law: { because: 'why' } }, 'because must say why'],
  ['NOOP', { law: { cpu: 'O(N)', because: WHY } }, "cpu O(N) is not stricter than its layer's O(k)"],
  ['NOOP', { law: { memory: 'O(n)', because: WHY } }, '"O(n)" is no law'],
  ['NOOP', { law: { s3: { GetObject: '1' }, because: WHY } }, "s3 is looser than its layer's: 1 GetObject"],
  ['NOOP', { law: { k2v: { any: 'k + 3' }, because: WHY } }, "k2v is looser than its layer's: 3 any"],
  ['NOOP', { law: { k2v: { any: '1 MiB' }, because: WHY } }, 'must come to a number without a unit'],
  [
    'FETCH',
    { measure: 'FETCH 1 FLAGS (CHANGEDSINCE {modseq})' },
    '{modseq} is asked for before the last prepare step',
  ],
])('refuses %s %j', (name, changes, fault) => {
  const { family, scenario, setFamilyRunner } = fresh();
  setFamilyRunner(() => undefined);
  expect(() => family('query', () => scenario(name, { ...NOOP, ...changes }))).toThrow(fault);
});

describe('a directory of spec files', () => {
  let directory: string;
  const path = JSON.stringify(join(__dirname, 'registry'));
  const spec = (family: Family, name: string): string => `
    const { family, scenario } = require(${path});
    family('${family}', () => scenario('${name}', ${JSON.stringify(NOOP)}));`;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'aerometer-specs-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is loaded without being measured, in the order of the families', () => {
    writeFileSync(join(directory, 'a.spec.js'), spec('write', 'NOOP a'));
    writeFileSync(join(directory, 'b.spec.js'), spec('query', 'NOOP b'));
    writeFileSync(join(directory, 'specs.test.js'), 'throw new Error("not a spec file")');
    jest.isolateModules(() => {
      const { loadScenarios } = require('./registry') as Registry;
      expect(loadScenarios(directory).map(({ name }) => name)).toEqual(['NOOP b', 'NOOP a']);
      expect(loadScenarios(directory)).toHaveLength(2);
    });
  });

  it('with a faulty file says which', () => {
    writeFileSync(join(directory, 'c.spec.js'), spec('write', 'FETCH c'));
    jest.isolateModules(() => {
      const { loadScenarios } = require('./registry') as Registry;
      expect(() => loadScenarios(directory)).toThrow(
        /^c\.spec\.js cannot be used\n.*scenario "FETCH c": its name/,
      );
    });
  });
});
