import { RUN, SNAPSHOT } from '../engine/labels';
import { clean } from './clean';
import { fakeDocker, type Held } from './fake-docker';

const lock = (State: string) => ({
  Id: 'lock',
  Names: ['/aerometer-lock'],
  State,
  Labels: { aerometer: '1', 'aerometer.owner': 'laptop pid 7' },
});
const full = (): Held => ({
  containers: [
    { Id: 'garage', Names: ['/aerometer-x-garage'], State: 'running', Labels: { [RUN]: 'x' } },
    { Id: 'theirs', Names: ['/web'], State: 'running', Labels: {} },
  ],
  networks: ['storage', 'client'],
  volumes: [
    { Name: 'state', Labels: { [RUN]: 'x' } },
    { Name: 'seeded', Labels: { [SNAPSHOT]: 'k' } },
    { Name: 'their-data', Labels: {} },
  ],
  images: ['aerometer/garage:1'],
});

test('clean removes what runs left and says what that was', async () => {
  const held = full();
  expect(await clean(fakeDocker(held), false)).toEqual([
    'Removed 1 container.',
    'Removed 2 networks.',
    'Removed 1 volume.',
    'Removed 1 seeded mailbox.',
    'Removed image aerometer/garage:1.',
  ]);
  expect(held.containers.map(({ Id }) => Id)).toEqual(['theirs']);
  expect(held.volumes.map(({ Name }) => Name)).toEqual(['their-data']);
});

test('--keep-cache keeps images and seeded mailboxes', async () => {
  const held = full();
  await clean(fakeDocker(held), true);
  expect(held.volumes.map(({ Name }) => Name)).toEqual(['seeded', 'their-data']);
  expect(held.images).toHaveLength(1);
});

test('while a run holds the lock, nothing is removed', async () => {
  const held = full();
  held.containers.push(lock('running'));
  const before = structuredClone(held);
  await expect(clean(fakeDocker(held), false)).rejects.toMatchObject({
    exitCode: 3,
    why: expect.stringContaining('laptop pid 7'),
  });
  expect(held).toEqual(before);
});

test('a lock whose owner died goes too', async () => {
  const held: Held = { containers: [lock('exited')], networks: [], volumes: [], images: [] };
  expect(await clean(fakeDocker(held), false)).toEqual(['Removed 1 container.']);
});

test('where nothing was left, it says so', async () => {
  const held: Held = { containers: [], networks: [], volumes: [], images: [] };
  expect(await clean(fakeDocker(held), false)).toEqual(['Nothing to remove.']);
});
