import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVERS } from '../containers/server';
import { CONFIG_FILE, runOptions, type Sources, variableOf } from './config';
import { SERVER_NAMES } from './config-settings';
import { EXIT, Failure } from './failure';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'aerometer-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const options = (given: Partial<Sources> = {}) =>
  runOptions({ mode: 'study', argv: ['run'], flags: {}, env: {}, cwd, ...given });

const write = (content: unknown, name = CONFIG_FILE) => {
  const file = join(cwd, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

function refusal(given: Partial<Sources> = {}): Failure {
  try {
    options(given);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

test('without any setting a run has its defaults', () => {
  expect(options()).toEqual({
    mode: 'study',
    families: [],
    quick: false,
    keep: false,
    waitSeconds: 60,
    probe: 'agent',
    command: 'npx aerometer run',
  });
});

test('the environment wins over the file, and a flag over both', () => {
  write({ server: 'dovecot', seed: 1, sizes: [10] });
  const made = options({ env: { AEROMETER_SEED: '2', AEROMETER_SIZES: '20, 40' }, flags: { sizes: '80' } });
  expect(made).toMatchObject({ server: 'dovecot', seed: 2, sizes: [80] });
});

test('every kind of value can be said in the environment', () => {
  const env = {
    AEROMETER_FAMILIES: 'query,write',
    AEROMETER_QUICK: '1',
    AEROMETER_KEEP: 'no',
    AEROMETER_PUBLISH_HOST: 'h',
  };
  expect(options({ env })).toMatchObject({
    families: ['query', 'write'],
    quick: true,
    keep: false,
    publishHost: 'h',
  });
});

test('an empty variable counts as none', () => {
  write({ server: 'maddy' });
  expect(options({ env: { AEROMETER_SERVER: '' } }).server).toBe('maddy');
});

test.each([
  [{ servr: 'maddy' }, /aerometer\.config\.json: .*unknown setting "servr", did you mean "server"\?/],
  [{ server: 'madyd' }, /unknown server "madyd", did you mean "maddy"\?/],
  [{ families: ['querry'] }, /unknown family "querry", did you mean "query"\?.*families\[0\]/s],
  [{ sizes: '100' }, /aerometer\.config\.json: .*expected array, received string.*sizes/s],
  [{ sizes: [1.5] }, /expected int.*sizes\[0\]/s],
  [{ quick: 'yes' }, /expected boolean/],
  [[], /expected object, received array/],
  ['{"server": ', /aerometer\.config\.json: .*JSON/],
])('the file %j is refused with exit code 2', (content, words) => {
  write(content);
  const failure = refusal();
  expect(failure.exitCode).toBe(EXIT.usage);
  expect(failure.why).toMatch(words);
});

test.each([
  [{ server: 'x' }, /--server: .*unknown server "x"\. There are aerogramme, maddy, dovecot/],
  [{ families: 'query,wite' }, /--family: .*did you mean "write"/],
  [{ sizes: '100,many' }, /--sizes: .*expected number, received string/],
  [{ sizes: '0' }, /--sizes: /],
  [{ waitSeconds: 'long' }, /--wait: /],
  [{ publishHost: ' ', seed: '-1' }, /--seed: /],
])('the flags %j are refused with exit code 2', (flags, words) => {
  const failure = refusal({ flags });
  expect(failure.exitCode).toBe(EXIT.usage);
  expect(failure.why).toMatch(words);
});

test('a variable with a wrong value is called by its name', () => {
  expect(refusal({ env: { AEROMETER_QUICK: 'perhaps' } }).why).toMatch(/^AEROMETER_QUICK: /);
});

test('a file that was named must be there, and what it names lies beside it', () => {
  expect(refusal({ file: 'absent.json' }).why).toContain('absent.json');
  const file = write({ mbox: 'my.mbox' }, 'other.json');
  expect(options({ file, cwd: tmpdir() }).mbox).toBe(join(cwd, 'my.mbox'));
  expect(options({ flags: { profile: 'mine.json' }, cwd }).profile).toBe(join(cwd, 'mine.json'));
});

test('a path of a flag or a variable starts at the current directory', () => {
  const env = { AEROMETER_MAILDIR: 'Mail' };
  expect(options({ flags: { out: 'o' }, env })).toMatchObject({
    out: join(cwd, 'o'),
    maildir: join(cwd, 'Mail'),
  });
});

test('two mailboxes at once are refused', () => {
  expect(refusal({ flags: { mbox: 'a', sizes: '100' } }).fact).toBe('mbox and sizes cannot be used together');
});

test.each([
  [{ mailbox: 'inbox', sizes: '100' }, 'sizes and mailbox cannot be used together'],
  [{ mailbox: 'inbox', maildir: 'd' }, 'maildir and mailbox cannot be used together'],
  [{ mailbox: 'inbox', mbox: 'f' }, 'mbox and mailbox cannot be used together'],
  [{ mailbox: 'inbox', parts: 'idle' }, 'mailbox and parts cannot be used together'],
  [{ sizes: '5', parts: 'idle' }, 'sizes and parts cannot be used together'],
])('the flags %j contradict each other', (flags, fact) => {
  expect(refusal({ flags })).toMatchObject({ exitCode: EXIT.usage, fact });
});

test('a generated mailbox is chosen by its name', () => {
  expect(options({ env: { AEROMETER_MAILBOX: 'dataset' }, flags: { mailbox: 'inbox' } }).mailbox).toBe(
    'inbox',
  );
  expect(refusal({ flags: { mailbox: 'imbox' } }).why).toMatch(
    /unknown mailbox "imbox", did you mean "inbox"\?/,
  );
});

test('the command can be typed again as it stands', () => {
  const argv = ['run', '--scenario', "it's FETCH", '--sizes', '1,2'];
  expect(options({ argv }).command).toBe(`npx aerometer run --scenario 'it'\\''s FETCH' --sizes 1,2`);
});

test('names known here are those of the code they choose', () => {
  expect([...SERVER_NAMES].sort()).toEqual([...Object.keys(SERVERS), 'own'].sort());
  expect(variableOf('publishHost')).toBe('AEROMETER_PUBLISH_HOST');
});
