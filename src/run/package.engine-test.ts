import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root';
import { RECIPES } from '../images/recipes';
import { docker, imageOf, SCRATCH, tidyUp } from './real-run';

// docs/own-server.md, done as it stands there: a folder with nothing but the tarball and the files that the text shows.

jest.setTimeout(300_000);
tidyUp();

const DOC = readFileSync(join(ROOT, 'docs', 'own-server.md'), 'utf8');
const PROJECT = join(SCRATCH, 'project');
/** A block after the name of its file. */
const FILE = /`([\w.]+\.(?:json|conf|ts))`[^`]*?\n\n```\w+\n([\s\S]*?)```/g;
const COMMANDS = [...DOC.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, lines = '']) =>
  lines.trim().split('\n'),
);

/** Types a line of the text, as a person: in CI no profile is written. */
function typed(line: string | undefined) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line ?? 'false'], {
    cwd: PROJECT,
    env: { ...process.env, CI: '' },
    encoding: 'utf8',
  });
  return { line, status, printed: `${stdout}${stderr}` };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file} ${statSync(file).mtimeMs}`)
    .sort();
}

test('the tarball alone measures a server and a scenario of a user, with the files of the tutorial', async () => {
  // An image of ours; here it is a stranger's.
  await docker.getImage(await imageOf(RECIPES.dovecot)).tag({ repo: 'my/imapd', tag: 'branch' });
  mkdirSync(PROJECT);
  writeFileSync(join(PROJECT, 'package.json'), '{ "name": "imapd", "private": true }\n');
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', PROJECT], {
    cwd: ROOT,
    stdio: 'ignore',
  });
  const [install, study, update, gate] = COMMANDS;
  expect(typed(install)).toMatchObject({ line: expect.stringContaining('npm install'), status: 0 });
  const files = [...DOC.matchAll(FILE)];
  for (const [, name = '', text = ''] of files) writeFileSync(join(PROJECT, name), text);
  expect(files.map(([, name]) => name)).toEqual(['aerometer.config.json', 'imapd.conf', 'imapd.spec.ts']);
  expect(files[0]?.[2]?.trim().split('\n').length).toBeLessThanOrEqual(20);

  const installed = join(PROJECT, 'node_modules', 'aerometer');
  const before = filesBelow(installed);
  const shown = typed(study);
  expect(shown).toMatchObject({ status: 0 });
  expect(shown.printed).toMatch(/FETCH of a preview needs only the summaries +[\d.]+ ms/);
  expect(typed(update)).toMatchObject({
    status: 0,
    printed: expect.stringMatching(/Written: \S*imapd\.budgets\.json/),
  });
  const judged = typed(gate);
  // 4: a host on which nothing can be told of a few ms.
  expect([0, 4]).toContain(judged.status);
  expect(filesBelow(installed)).toEqual(before);

  // A law that the server cannot keep turns it red: the scenario is really judged.
  const spec = readFileSync(join(PROJECT, 'imapd.spec.ts'), 'utf8');
  writeFileSync(join(PROJECT, 'imapd.spec.ts'), spec.replace("FETCH: 'k'", 'FETCH: 1'));
  const wrong = typed(study);
  expect(wrong).toMatchObject({ status: 5, printed: expect.stringContaining('FETCH') });
  await docker.getImage('my/imapd:branch').remove();
});
