import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../config/failure';
import { aerometer, endsWith, SCRATCH, tidyUp } from './real-run';

tidyUp();

const SESSIONS = 'SESSIONS that have only connected hold a connection each';
const profile = join(SCRATCH, 'dovecot.json');

test('a number changed in a profile turns the gate red, and its line does so again', async () => {
  const gate = (...flags: string[]) =>
    aerometer(['run', ...flags, '--server', 'dovecot', '--profile', profile, '--scenario', SESSIONS], {
      CI: '',
    });
  const update = gate('--update');
  await endsWith(update, EXIT.ok);
  const taken = JSON.parse(readFileSync(profile, 'utf8'));
  const entry = taken.scenarios[SESSIONS].sessions.held;
  expect(entry).toMatchObject({ cost: expect.stringContaining('* U'), starts: 6 });

  taken.scenarios[SESSIONS].sessions.held = { ...entry, cost: '1 KiB * U' };
  writeFileSync(profile, JSON.stringify(taken));
  const red = gate('--gate');
  await endsWith(red, EXIT.overBudget);
  const { run, scenarios } = red.results();
  expect(run.mode).toBe('gate');
  expect(scenarios.map(({ variables }) => variables.U)).toEqual([1, 2, 4, 8, 16, 32]);
  // One start fails nothing.
  expect(new Set(scenarios[0]?.samples.map(({ start }) => start)).size).toBeGreaterThanOrEqual(3);
  expect(red.printed()).toMatch(/^FAIL {2}SESSIONS.*: held, budget$/m);

  const [, line = ''] = /^ +reproduce +npx aerometer (.*)$/m.exec(red.printed()) ?? [];
  expect(line).toMatch(/^run --gate --server dovecot --image \S+ --scenario '.*' --seed \d+ --profile \S+$/);
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const again = aerometer(words);
  await endsWith(again, EXIT.overBudget);
  expect(again.results().server.digest).toBe(red.results().server.digest);
}, 240_000);
