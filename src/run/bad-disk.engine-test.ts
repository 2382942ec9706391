import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dovecot } from '../containers/dovecot';
import { snapshotName } from '../containers/snapshot';
import { connect } from '../engine/connect';
import { SNAPSHOT } from '../engine/labels';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';
import { mailboxOf } from '../mailbox/choose';
import { snapshotKey } from './mailbox-run';
import { aerometer, docker, endsWith, imageOf, kept, left, SCRATCH, SMALL, tidyUp } from './real-run';

// Disks that are full, or that give back other bytes than they took.

jest.setTimeout(180_000);

const ONE = ['run', '--server', 'dovecot', '--scenario', 'FETCH FLAGS'];
const disk = join(SCRATCH, 'disk');
const mounted = mount();

afterAll(() => {
  if (mounted) spawnSync('umount', [disk]);
});
tidyUp();

/** Room for the beginning of a run, and not for all of it. Only root may mount. */
function mount(): boolean {
  mkdirSync(disk);
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]).status === 0;
}

/** The volume of the seeded state that a run on these mails keeps. */
async function stateOf(messages: number, seed: number): Promise<string> {
  const server = await obtain((await connect()).docker, RECIPES.dovecot, { say: () => undefined });
  const mailbox = mailboxOf({ kind: 'dataset', messages, seed });
  return snapshotName(snapshotKey({ server, garage: null }, dovecot, [mailbox]));
}

/** Runs JavaScript on the engine, with a seeded state at /snapshot. */
async function inState(volume: string, script: string): Promise<void> {
  const [{ StatusCode }] = await docker.run(await imageOf(RECIPES.probe), ['-e', script], process.stdout, {
    Entrypoint: ['node'],
    HostConfig: { Binds: [`${volume}:/snapshot`], AutoRemove: true },
  });
  expect(StatusCode).toBe(0);
}

(mounted ? test : test.skip)(
  `a disk that is full of results ends the run, and what was written before is kept${mounted ? '' : ' (skipped: no right to mount a small disk)'}`,
  async () => {
    const to = join(disk, 'run');
    const ran = aerometer(['run', '--server', 'dovecot', '--family', 'notification', ...SMALL], {}, to);
    await endsWith(ran, 3);
    expect(ran.printed()).toMatch(/samples\.jsonl could not be written\n {2}cause: ENOSPC/);
    expect(ran.printed()).toContain('The table holds what was measured until it stopped');
    expect(ran.printed()).toMatch(/NOOP looks for news in the index +[\d.]+/);
    const [first = ''] = readFileSync(join(to, 'samples.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(first)).toMatchObject({ status: 'measured' });
    expect(await left()).toBe(0);
  },
);

test('a disk of the engine that cannot hold the seeded state is an error, and no half of one is kept', async () => {
  const volume = await stateOf(7, 77);
  await docker.createVolume({
    Name: volume,
    Driver: 'local',
    DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=16k' },
    Labels: { [SNAPSHOT]: 'dovecot' },
  });
  const ran = aerometer([...ONE, '--quick', '--sizes', '7', '--seed', '77']);
  await endsWith(ran, 3);
  expect(ran.printed()).toMatch(/could not do "(copy|write)"\n {2}cause: the engine's disk is full: /);
  expect(await kept()).not.toContain(volume);
  expect(await left()).toBe(0);
});

test('a seeded state in which one byte has changed is noticed and made anew', async () => {
  const seeding = aerometer([...ONE, ...SMALL]);
  await endsWith(seeding, 0);
  const volume = await stateOf(5, 77);
  expect(await kept()).toContain(volume);
  await inState(
    volume,
    `const fs = require('node:fs');
     const mail = fs.readdirSync('/snapshot/server', { recursive: true, withFileTypes: true })
       .filter((entry) => entry.isFile() && /^\\d+\\./.test(entry.name))
       .map((entry) => (entry.parentPath ?? entry.path) + '/' + entry.name)[0];
     const bytes = fs.readFileSync(mail);
     bytes[bytes.length >> 1] ^= 1;
     fs.writeFileSync(mail, bytes);`,
  );
  const ran = aerometer([...ONE, ...SMALL]);
  await endsWith(ran, 0);
  expect(ran.printed()).toMatch(/The kept seeded state is damaged \(its server part .* it is made anew/);
  expect(ran.printed()).toContain('compared byte for byte');
  expect(await left()).toBe(0);
});
