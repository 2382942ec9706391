import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aerometer, endsWith, kept, left, SCRATCH, SMALL, tidyUp, until, untilMeasuring } from './real-run';

// What ends a whole run: signals, another run, no engine, no image, bad mail.

jest.setTimeout(180_000);
tidyUp();

const ONE = ['run', '--server', 'dovecot', '--scenario', 'FETCH FLAGS', ...SMALL];

test('SIGTERM ends the run, removes what it made and keeps what was measured; the exit code says it is not whole', async () => {
  const ran = aerometer(['run', '--server', 'dovecot', '--family', 'notification', ...SMALL]);
  await until(ran, 'a finished scenario', () => ran.finished() > 0);
  ran.child.kill('SIGTERM');
  await endsWith(ran, 5);
  expect(ran.printed()).toContain('SIGTERM: ending the run');
  expect(ran.printed()).toContain('The table holds what was measured until it stopped');
  expect(ran.results()).toMatchObject({
    run: { finishedAt: null },
    scenarios: expect.arrayContaining([expect.objectContaining({ name: expect.stringContaining('NOOP') })]),
  });
  expect(await left()).toBe(0);
});

test('Ctrl-C while a mailbox is seeded ends that too, and keeps no half of it', async () => {
  const before = await kept();
  const ran = aerometer([
    'run',
    '--server',
    'dovecot',
    '--scenario',
    'NOOP',
    '--sizes',
    '400',
    '--seed',
    '78',
  ]);
  await until(ran, 'the seeding', () => ran.printed().includes('Seeding dovecot'));
  ran.child.kill('SIGINT');
  await endsWith(ran, 5);
  expect(ran.printed()).toContain('cause: SIGINT came');
  expect(await left()).toBe(0);
  expect(await kept()).toEqual(before);
});

test('what SIGKILL leaves is removed by the next run, while a second run at once is refused', async () => {
  const killed = aerometer(['run', '--server', 'dovecot', '--family', 'write', ...SMALL]);
  await untilMeasuring(killed);
  const second = aerometer([...ONE, '--wait', '0']);
  await endsWith(second, 3);
  expect(second.printed()).toContain('Another run of aerometer is using this engine');
  expect(existsSync(second.directory)).toBe(false);
  // Jest too, in its own process: by itself it would notice, and clean up.
  const { pid = 0 } = killed.child;
  const jest = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  expect(jest).toEqual([expect.any(Number)]);
  for (const one of [pid, ...jest].filter((each) => each > 1)) process.kill(one, 'SIGKILL');
  await killed.code;
  expect(await left()).toBeGreaterThan(0);
  const next = aerometer(ONE);
  await endsWith(next, 0);
  expect(next.printed()).toContain('Removed what a killed run left');
  expect(await left()).toBe(0);
});

test('an engine that is not there is named, with what to do', async () => {
  const ran = aerometer(ONE, { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
  await endsWith(ran, 3);
  expect(ran.printed()).toContain(
    'No Docker engine answers at unix:///nowhere/docker.sock (named by DOCKER_HOST)',
  );
  expect(ran.printed()).toContain('DOCKER_HOST names another place; start Docker, or export DOCKER_HOST');
});

test('an image that cannot be had is named', async () => {
  const ran = aerometer([...ONE, '--image', '127.0.0.1:9/nobody/dovecot:1']);
  await endsWith(ran, 3);
  expect(ran.printed()).toContain('127.0.0.1:9/nobody/dovecot:1, given for dovecot, is not to be had');
  expect(existsSync(ran.directory)).toBe(false);
});

test('a file that is no mbox is refused before an engine is asked for, and leaves no directory', async () => {
  writeFileSync(join(SCRATCH, 'diary.txt'), 'Dear diary\n');
  const args = ['run', '--server', 'dovecot', '--mbox', 'diary.txt'];
  const ran = aerometer(args, { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
  await endsWith(ran, 2);
  expect(ran.printed()).toContain('diary.txt: is not an mbox');
  expect(existsSync(ran.directory)).toBe(false);
});
