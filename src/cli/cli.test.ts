import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, programFor } from '../cli';
import { EXIT } from '../config/failure';
import { ROOT } from '../config/root';
import type { Context } from './context';
import { otherEngines } from './doctor-machine';
import { good, note, problem, showFindings } from './finding';
import { optionsOf } from './options';

const context: Context = {
  argv: [],
  env: {},
  cwd: '/nowhere',
  say: () => undefined,
  exit: () => undefined,
};
let said = '';

beforeEach(() => {
  said = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});
afterEach(() => jest.restoreAllMocks());

test.each([
  [[], /Usage: aerometer/],
  [['rum'], /Did you mean run\?/],
  [['run', '--servr', 'maddy'], /Did you mean --server\?/],
  [['run', '--server'], /argument missing/],
  [['run', '--server', 'madyd'], /did you mean "maddy"\?/],
  [['run', '--family', 'querry'], /did you mean "query"\?/],
  [['run', '--scenario', 'FECTH FLAGS'], /one of these\?\s+FETCH FLAGS/],
  [['run', '--config', 'absent.json'], /absent\.json cannot be read/],
  [['run', 'maddy'], /too many arguments/],
  [['report'], /missing required argument 'dir'/],
  [['report', 'absent'], /there is no .*absent/],
  [['gate', '--sizes', 'many'], /--sizes: .*expected number/],
])('%j is bad usage', async (argv, words) => {
  expect(await main(argv, { env: {}, cwd: '/nowhere' })).toBe(EXIT.usage);
  expect(said).toMatch(words);
});

test('help that was asked for is no error', async () => {
  expect(await main(['--help'])).toBe(EXIT.ok);
  expect(await main(['run', '--help'])).toBe(EXIT.ok);
  expect(await main(['help'])).toBe(EXIT.ok);
  expect(said).toContain('Exit codes');
});

test('flags become options, and a part of a scenario its name', () => {
  const flags = { family: 'query', scenario: 'fetch flags', quick: true, wait: '5', publishHost: '10.0.0.2' };
  expect(optionsOf('gate', flags, context)).toMatchObject({
    mode: 'gate',
    families: ['query'],
    scenario: 'FETCH FLAGS needs only the index',
    quick: true,
    waitSeconds: 5,
    publishHost: '10.0.0.2',
  });
});

test('doctor puts the remedy under the problem', () => {
  const lines = showFindings([
    good('node', 'v20'),
    note('disk', 'far'),
    problem('engine', 'down', 'start it'),
  ]);
  expect(lines).toEqual([
    'ok    node    v20',
    'note  disk    far',
    'BAD   engine  down',
    '              -> start it',
    '',
    '1 problem.',
  ]);
});

test('doctor names sockets that the search does not try', () => {
  const podman = '/run/user/7/podman/podman.sock';
  expect(otherEngines({ XDG_RUNTIME_DIR: '/run/user/7' }, (path) => path === podman, '/home/a')).toEqual([
    note('engine', `there is a socket at ${podman}`, `export DOCKER_HOST=unix://${podman}`),
  ]);
});

describe.each(['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'])('%s', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8');

  test('every command and flag in it exists', () => {
    const commands = programFor(context).commands;
    for (const [, name = '', rest = ''] of text.matchAll(
      /(?:npx aerometer|npm start --)[ ]+([a-z]+)?([^\n`|]*)/g,
    )) {
      const command = commands.find((each) => each.name() === (name || 'run'));
      expect({ line: `${name}${rest}`, known: command !== undefined }).toMatchObject({ known: true });
      const known = command?.options.map(({ long }) => long);
      for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(known).toContain(flag);
    }
  });

  test('every file it names is there', () => {
    for (const [, path = ''] of text.matchAll(/`((?:src|specs|docker|fixtures|bin|\.ci)\/[\w./-]*)`/g)) {
      if (path.includes('NAME')) continue;
      expect({ path, there: existsSync(join(ROOT, path)) }).toEqual({ path, there: true });
    }
  });
});

test('the entry script is JavaScript that Node can read', () => {
  expect(spawnSync(process.execPath, ['--check', join(ROOT, 'bin', 'aerometer.mjs')]).status).toBe(0);
});
