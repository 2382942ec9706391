import { contextOf } from '../src/scenario/example';
import { expectedHits } from '../src/scenario/hits';
import { layersOf } from '../src/scenario/layers';
import { newBytesOf, verbOf } from '../src/scenario/measured';
import { loadScenarios } from '../src/scenario/registry';
import type { Family, Scenario } from '../src/scenario/scenario';
import { variablesOf } from '../src/scenario/variables';
import { replaceWords } from '../src/scenario/words';

const scenarios = loadScenarios(__dirname);

/** What the suite promises to measure: none may be dropped. A pattern is looked for in the measured command. */
const PROMISED: readonly [Family, string, RegExp?][] = [
  ['connection', 'LOGIN'],
  ['connection', 'AUTHENTICATE', /PLAIN/],
  ['connection', 'CAPABILITY'],
  ['connection', 'ENABLE'],
  ['connection', 'SELECT'],
  ['connection', 'EXAMINE'],
  ['connection', 'CLOSE'],
  ['connection', 'UNSELECT'],
  ['connection', 'LOGOUT'],
  ['connection', 'SESSIONS', /"sessions":\[1,2,4,8,16,32\]$/],
  ['connection', 'SESSIONS', /"tls"/],
  ['notification', 'NOOP'],
  ['notification', 'CHECK'],
  ['notification', 'STATUS'],
  ['notification', 'IDLE', /holdMs/],
  ['notification', 'IDLE', /arrives/],
  ['notification', 'SESSIONS', /"idling":true$/],
  ['notification', 'SESSIONS', /"idling".*"tls"/],
  ['notification', 'SESSIONS', /"distinct"/],
  ['query', 'FETCH', /\(FLAGS\)$/],
  ['query', 'FETCH', /\(UID\)/],
  ['query', 'FETCH', /\(ENVELOPE\)/],
  ['query', 'FETCH', /\(INTERNALDATE RFC822\.SIZE\)/],
  ['query', 'FETCH', /BODYSTRUCTURE/],
  ['query', 'FETCH', /FULL/],
  ['query', 'FETCH', /HEADER\.FIELDS/],
  ['query', 'FETCH', /BODY\.PEEK\[HEADER\]/],
  ['query', 'FETCH', /BODY\.PEEK\[\]\)/],
  ['query', 'FETCH', /BODY\[\]/],
  ['query', 'FETCH', /BODY\.PEEK\[1\]/],
  ['query', 'FETCH', /\[\]<\d+\.\d+>/],
  ['query', 'FETCH', /CHANGEDSINCE/],
  ['query', 'SEARCH', /ALL/],
  ['query', 'SEARCH', /UNSEEN/],
  ['query', 'SEARCH', /UID/],
  ['query', 'SEARCH', /SINCE/],
  ['query', 'SEARCH', /BEFORE/],
  ['query', 'SEARCH', /SUBJECT/],
  ['query', 'SEARCH', /FROM/],
  ['query', 'SEARCH', /HEADER/],
  ['query', 'SEARCH', /BODY/],
  ['query', 'SEARCH', /TEXT/],
  ['query', 'SEARCH', /LARGER/],
  ['query', 'LIST'],
  ['write', 'APPEND', /4096/],
  ['write', 'APPEND', /20000000/],
  ['write', 'STORE', /STORE 1 /],
  ['write', 'STORE', /STORE 1:\* /],
  ['write', 'EXPUNGE'],
  ['write', 'MOVE'],
  ['write', 'COPY'],
  ['write', 'CREATE'],
  ['write', 'RENAME'],
  ['write', 'DELETE'],
  ['write', 'SUBSCRIBE'],
  ['write', 'UNSUBSCRIBE'],
  ['write', 'LSUB'],
  ['delivery', 'LMTP', /4096/],
  ['delivery', 'LMTP', /20000000/],
];

it.each(PROMISED)('%s holds %s %s', (family, verb, pattern = /^/) => {
  const found = scenarios.filter(
    ({ measure, ...other }) =>
      other.family === family &&
      verbOf(measure) === verb &&
      pattern.test(JSON.stringify(measure).slice(1, -1)),
  );
  expect(found).not.toEqual([]);
});

it('CLOSE is measured with and without deleted mails', () => {
  const closes = scenarios.filter(({ measure }) => measure === 'CLOSE');
  expect(closes.map(({ touches }) => touches).sort()).toEqual(['none', '{added}']);
});

it('memory per session is measured connected, logged in and selected', () => {
  const plain = scenarios.filter(({ measure }) => JSON.stringify(measure).startsWith('{"sessions"'));
  expect(plain.map(({ state }) => state).slice(0, 3)).toEqual(['connected', 'authenticated', 'selected']);
});

it('every FETCH, SEARCH and command of the promise is a scenario, and no scenario stands outside it', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(PROMISED.length);
  for (const { family, measure, name } of scenarios) {
    expect([name, PROMISED.some(([of, verb]) => of === family && verb === verbOf(measure))]).toEqual([
      name,
      true,
    ]);
  }
});

/** What a runner does with the declaration, without a server: each word gets a value, each number can be worked out. */
describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  '%s',
  (_, scenario: Scenario) => {
    const { prepare = [], measure, proof = [], undo = [], touches, expect: expected = {} } = scenario;
    const added = prepare.flatMap((step) =>
      typeof step === 'object' && 'append' in step ? Array<number>(step.append).fill(step.bytes) : [],
    );
    const context = contextOf({ added, modseq: '7', newBytes: newBytesOf(measure) });

    it('has a layer and variables', () => {
      expect(layersOf(measure, touches)).not.toEqual([]);
      expect(variablesOf(touches, context, { newBytes: newBytesOf(measure) }).N).toBe(6 + added.length);
    });

    it('can be said', () => {
      const lines = [...prepare, measure, ...proof, ...undo, ...(expected.contains ?? [])].flatMap((item) => {
        if (typeof item === 'string') return [item];
        if ('ask' in item) return [item.ask, ...(item.expect.contains ?? [])];
        return 'attempt' in item ? [item.attempt] : [];
      });
      for (const line of lines) expect(replaceWords(line, context)).not.toMatch(/[{}]/);
      if (expected.hits !== undefined) expectedHits(expected.hits, touches, context);
    });
  },
);
