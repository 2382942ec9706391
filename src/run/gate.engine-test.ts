import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../config/failure';
import { aerometer, SCRATCH, tidyUp } from './real-run';

tidyUp();

const SESSIONS = 'SESSIONS that have only connected hold a connection each';
const profile = join(SCRATCH, 'dovecot.json');
const judge = (directory: string, ...flags: string[]) =>
  aerometer(['judge', directory, '--profile', profile, ...flags], { CI: '' });

test('a number changed in a profile turns a gate red, and its line measures the same again', async () => {
  writeFileSync(
    profile,
    JSON.stringify({
      schema: 'aerometer/profile@1',
      server: 'dovecot',
      exceptions: [],
      taken: null,
      scenarios: {},
    }),
  );
  const gate = aerometer(['run', '--gate', '--server', 'dovecot', '--scenario', SESSIONS]);
  await gate.code;
  const { run, scenarios } = gate.results();
  expect(run.mode).toBe('gate');
  expect(scenarios.map(({ variables }) => variables.U)).toEqual([1, 2, 4, 8, 16, 32]);
  expect(new Set(scenarios[0]?.samples.map(({ start }) => start)).size).toBeGreaterThanOrEqual(3);

  expect(await judge(gate.directory, '--update').code).not.toBe(EXIT.usage);
  const taken = JSON.parse(readFileSync(profile, 'utf8'));
  const entry = taken.scenarios[SESSIONS].sessions.held;
  expect(entry.cost).toContain('* U');
  taken.scenarios[SESSIONS].sessions.held = { ...entry, cost: '1 KiB * U' };
  writeFileSync(profile, JSON.stringify(taken));
  const red = judge(gate.directory);
  expect(await red.code).toBe(EXIT.overBudget);
  expect(red.printed()).toMatch(/^FAIL {2}SESSIONS.*: held, budget$/m);
  const [, line = ''] = /^ +reproduce +npx aerometer (.*)$/m.exec(red.printed()) ?? [];
  expect(line).toMatch(/^run --gate --server dovecot --image \S+ --scenario '.*' --seed \d+$/);

  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const again = aerometer(words);
  await again.code;
  expect(again.results().scenarios.map(({ name }) => name)).toEqual(Array(6).fill(SESSIONS));
  expect(again.results().server.digest).toBe(gate.results().server.digest);
}, 240_000);
