import type Docker from 'dockerode';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';
import { connect } from './connect';
import { LOCK_NAME, lock, lockHolder, removeDeadLock } from './lock';

jest.setTimeout(60_000);

let docker: Docker;
let image: string;
const order = (run: string, said: string[] = [], waitMs = 30_000) => ({
  run,
  waitMs,
  say: (line: string) => void said.push(line),
});

beforeAll(async () => {
  docker = (await connect()).docker;
  image = (await obtain(docker, RECIPES.probe, { say: () => undefined })).ref;
});

test('a second run waits for the first, saying for whom, and goes on when that has ended', async () => {
  const first = await lock(docker, image, order('one'));
  expect(await lockHolder(docker)).toContain('run one');
  const said: string[] = [];
  const waiting = lock(docker, image, order('two', said));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(said.join()).toMatch(/Another run \(.*run one.*\) is using this engine; waiting/);
  await first.release();
  const second = await waiting;
  expect(await lockHolder(docker)).toContain('run two');
  await second.release();
  expect(await lockHolder(docker)).toBeNull();
});

test('whoever waits can be told to stop', async () => {
  const first = await lock(docker, image, order('one'));
  const stop = new AbortController();
  const waiting = lock(docker, image, { ...order('two'), signal: stop.signal });
  stop.abort(new Error('Ctrl-C'));
  await expect(waiting).rejects.toThrow('Ctrl-C');
  await first.release();
});

test('a lock whose owner died counts as none', async () => {
  const died = await docker.createContainer({
    name: LOCK_NAME,
    Image: image,
    Entrypoint: ['true'],
    Labels: { aerometer: '1' },
  });
  await died.start();
  await died.wait();
  expect(await lockHolder(docker)).toBeNull();
  const mine = await lock(docker, image, order('three'));
  expect(await removeDeadLock(docker)).toBe(0);
  await mine.release();
});
