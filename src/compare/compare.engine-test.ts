import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECIPES } from '../images/recipes';
import { aerometer, docker, endsWith, imageOf, left, SCRATCH, tidyUp } from '../run/real-run';
import { comparisonSchema } from './schema';

// Two images for real: the same one under two names, one that costs more, and one of another server.

jest.setTimeout(300_000);
tidyUp();

const TAG = 'aerometer-test/dovecot';
const LOGIN = ['--server', 'dovecot', '--scenario', 'LOGIN'];
/** Its sessions begin with 20,000 turns of a shell loop, some 25 ms. */
const DEARER = `mv /usr/lib/dovecot/imap /usr/lib/dovecot/imap.real
printf '#!/bin/bash\\nfor ((i = 0; i < 20000; i++)); do :; done\\nexec /usr/lib/dovecot/imap.real "$@"\\n' > /usr/lib/dovecot/imap
chmod 755 /usr/lib/dovecot/imap`;

let dovecot: string;
let probe: string;

beforeAll(async () => {
  [dovecot, probe] = [await imageOf(RECIPES.dovecot), await imageOf(RECIPES.probe)];
  await docker.getImage(dovecot).tag({ repo: TAG, tag: 'same' });
  const container = await docker.createContainer({
    Image: dovecot,
    Cmd: ['bash', '-ec', DEARER],
    Labels: { aerometer: '1' },
  });
  await container.start();
  expect(await container.wait()).toMatchObject({ StatusCode: 0 });
  await container.commit({ repo: TAG, tag: 'dearer' });
  await container.remove();
});

afterAll(async () => {
  for (const tag of ['same', 'dearer']) await docker.getImage(`${TAG}:${tag}`).remove();
});

async function compared(base: string, head: string, name: string, ...codes: number[]) {
  const out = join(SCRATCH, name);
  // Of finished runs nothing is chosen any more.
  const how = existsSync(base) ? [] : [...LOGIN, '--quick'];
  const ran = aerometer(['compare', base, head, ...how, '--out', out]);
  await endsWith(ran, ...codes);
  const read = () => comparisonSchema.parse(JSON.parse(readFileSync(join(out, 'compare.json'), 'utf8')));
  return { printed: ran.printed(), read };
}

test('one image under two names differs in nothing', async () => {
  // 4: a host on which few pairs tell nothing of 7 ms.
  const { read } = await compared(dovecot, `${TAG}:same`, 'same', 0, 4);
  expect(read().differences.filter(({ outcome }) => outcome === 'worse' || outcome === 'better')).toEqual([]);
});

test('an image that costs more is told with a line that compares again, and its runs the other way round are better', async () => {
  const { printed, read } = await compared(dovecot, `${TAG}:dearer`, 'dearer', 1);
  const [worse] = read().differences.filter(({ outcome }) => outcome === 'worse');
  expect(worse).toMatchObject({ metric: 'cpu', stage: 2, pairs: 9 });
  expect(worse?.by).toBeGreaterThan(Math.log(2));
  expect(printed).toContain(worse?.reproduce);
  const runOf = (side: 'base' | 'head') => join(SCRATCH, 'dearer', 'stage-2', side);
  const back = await compared(runOf('head'), runOf('base'), 'back', 0);
  expect(back.read().differences.filter(({ outcome }) => outcome === 'better')).toMatchObject([
    { metric: 'cpu' },
  ]);
  expect(await left()).toBe(0);
});

test('an image of another server is named before anything is measured', async () => {
  const { printed } = await compared(dovecot, probe, 'other', 5);
  expect(printed).toMatch(/The head, \S+probe\S+, does not serve the mailboxes that the base has filled/);
  expect(printed).not.toContain('1 of 1 scenarios');
});
