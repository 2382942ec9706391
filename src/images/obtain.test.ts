import type Docker from 'dockerode';
import { Failure } from '../config/failure';
import type { Recipe } from './image';
import { obtain } from './obtain';
import { ownTag } from './recipe-hash';
import { RECIPES } from './recipes';

const refusal = (statusCode: number, message: string): Error =>
  Object.assign(new Error(message), { statusCode });

/** A daemon that has some images, by reference and architecture, and whose every pull fails for the given reason. */
function daemon(
  images: Record<string, string>,
  noPull = 'no such host',
): { docker: Docker; pulls: string[] } {
  const pulls: string[] = [];
  const docker = {
    version: async () => ({ Arch: 'amd64' }),
    getImage: (ref: string) => ({
      inspect: async () => {
        const Architecture = images[ref];
        if (!Architecture) throw refusal(404, 'no such image');
        return { Id: `sha256:${ref}`, Architecture, RepoDigests: [] };
      },
    }),
    createContainer: async () => Promise.reject(refusal(400, 'not run here')),
    pull: async (ref: string) => {
      pulls.push(ref);
      throw refusal(500, noPull);
    },
  };
  return { docker: docker as unknown as Docker, pulls };
}

const say = (): void => undefined;
const buildable = RECIPES.garage.build;
if (!buildable) throw new Error('garage has lost its build');

test('the image that the user gave is taken, whatever else is there', async () => {
  const { docker, pulls } = daemon({ 'mine:1': 'amd64', 'dxflrs/garage:v2.5.0': 'amd64' });
  const image = await obtain(docker, RECIPES.garage, { given: 'mine:1', say });
  expect(image).toMatchObject({ ref: 'mine:1', origin: 'given', digest: null });
  expect(pulls).toEqual([]);
});

test('a given image that is not to be had is an error, not a reason to take another one', async () => {
  const { docker } = daemon({ 'dxflrs/garage:v2.5.0': 'amd64' });
  const search = obtain(docker, RECIPES.garage, { given: 'one.example/mine:1', say });
  await expect(search).rejects.toThrow(/one\.example\/mine:1, given for garage.*\n.*no such host/);
  await expect(search).rejects.toMatchObject({ exitCode: 3 });
});

test('the published image that is there already comes before our own build', async () => {
  const { docker } = daemon({
    'dxflrs/garage:v2.5.0': 'amd64',
    [ownTag(RECIPES.garage, buildable)]: 'amd64',
  });
  expect(await obtain(docker, RECIPES.garage, { say })).toMatchObject({
    ref: 'dxflrs/garage:v2.5.0',
    origin: 'present',
  });
});

test('our own build that is there already comes before a pull', async () => {
  const own = ownTag(RECIPES.garage, buildable);
  const { docker, pulls } = daemon({ [own]: 'amd64' });
  expect(await obtain(docker, RECIPES.garage, { say })).toMatchObject({
    ref: own,
    origin: 'present',
    version: '2.5.0',
  });
  expect(pulls).toEqual([]);
});

test('an image for another architecture is not run under emulation', async () => {
  const { docker } = daemon({ 'two.example/mine:1': 'arm64' });
  const search = obtain(docker, RECIPES.garage, { given: 'two.example/mine:1', say });
  await expect(search).rejects.toThrow('two.example/mine:1 is for arm64, the engine for amd64');
});

test('where Aerogramme is not to be had, the error says what was tried and how to name another image', async () => {
  const aerogramme: Recipe = { ...RECIPES.aerogramme, published: 'three.example/aerogramme:0.3.0' };
  const failure = await obtain(daemon({}).docker, aerogramme, { say }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect((failure as Failure).message).toBe(
    [
      'No image of aerogramme 0.3.0 is to be had on this machine',
      '  cause: three.example/aerogramme:0.3.0 cannot be pulled (no such host); it cannot be built from packages',
      '  next:  docker load or docker pull one, or name another: --image REF or AEROMETER_IMAGE=REF',
    ].join('\n'),
  );
});

test('a registry out of reach is asked once, a missing image does not close its registry', async () => {
  const away = daemon({}, 'dial tcp: connection refused');
  const missing = daemon({}, 'manifest unknown');
  for (const name of ['a', 'b']) {
    const at = (registry: string) => ({ given: `${registry}/${name}:1`, say });
    await expect(obtain(away.docker, RECIPES.probe, at('four.example'))).rejects.toThrow(
      'connection refused',
    );
    await expect(obtain(missing.docker, RECIPES.probe, at('five.example'))).rejects.toThrow(
      'manifest unknown',
    );
  }
  expect(away.pulls).toEqual(['four.example/a:1']);
  expect(missing.pulls).toEqual(['five.example/a:1', 'five.example/b:1']);
});

test('a changed version changes the tag of our own build', () => {
  expect(ownTag(RECIPES.garage, buildable)).toMatch(/^aerometer\/garage:2\.5\.0-[0-9a-f]{12}$/);
  expect(ownTag({ ...RECIPES.garage, version: '2.5.1' }, buildable)).not.toBe(
    ownTag(RECIPES.garage, buildable),
  );
});
