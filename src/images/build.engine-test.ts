import type Docker from 'dockerode';
import { connect } from '../engine/connect';
import { build } from './build';
import { inspect } from './present';

const TAG = 'aerometer/build-test:1';
let docker: Docker;

beforeAll(async () => {
  docker = (await connect()).docker;
});

afterAll(async () => {
  if (await inspect(docker, TAG)) await docker.getImage(TAG).remove({ force: true });
});

/** Builds, from nothing, and returns the ids of unnamed images that it left on the daemon. */
async function leftBy(dockerfile: string, files: Record<string, string> = {}): Promise<unknown[]> {
  const unnamed = async (): Promise<string[]> => {
    const images = await docker.listImages({ filters: { dangling: ['true'], label: ['aerometer=1'] } });
    return images.map(({ Id }) => Id);
  };
  const before = await unnamed();
  let outcome: unknown = null;
  await build(docker, { name: 'a test', tag: TAG, dockerfile, files, args: { WORD: 'said' } }).catch(
    (error: unknown) => {
      outcome = error;
    },
  );
  const left = (await unnamed()).filter((id) => !before.includes(id));
  if (outcome) throw Object.assign(outcome, { left });
  return left;
}

const STAGES = `FROM scratch AS build
ARG BUILD
LABEL aerometer=1 aerometer.build=\${BUILD}
COPY extra/file /file
`;

test('a build in two stages leaves its tagged, labelled image and nothing else', async () => {
  expect(
    await leftBy(`${STAGES}FROM scratch\nCOPY --from=build /file /file\n`, { 'extra/file': 'x' }),
  ).toEqual([]);
  const labels = (await inspect(docker, TAG))?.Config.Labels;
  expect(labels).toMatchObject({
    aerometer: '1',
    'aerometer.build': expect.stringMatching(/^[0-9a-f]{12}$/),
  });
});

test('a build that fails says how, and leaves nothing', async () => {
  const dockerfile = `${STAGES}FROM scratch\nCOPY --from=build /missing /file\n`;
  await expect(leftBy(dockerfile, { 'extra/file': 'x' })).rejects.toMatchObject({
    fact: 'Building a test failed',
    why: expect.stringContaining('missing'),
    exitCode: 3,
    left: [],
  });
});
