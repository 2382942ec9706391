import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { ROOT } from '../config/root';
import { RUN } from '../engine/labels';

jest.setTimeout(300_000);

const docker = new Docker();
const SCENARIO = ['run', '--server', 'dovecot', '--scenario', 'FETCH FLAGS'];
const out = mkdtempSync(join(tmpdir(), 'aerometer-bad-luck-'));
let serial = 0;

afterAll(() => rmSync(out, { recursive: true, force: true }));

interface Ran {
  readonly child: ChildProcess;
  readonly directory: string;
  readonly printed: () => string;
  readonly code: Promise<number | null>;
}

function aerometer(args: readonly string[], env: Record<string, string> = {}): Ran {
  const directory = join(out, String(++serial));
  const child = spawn(process.execPath, [join(ROOT, 'bin/aerometer.mjs'), ...args, '--out', directory], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const code = new Promise<number | null>((resolve) => child.once('close', (ended) => resolve(ended)));
  return { child, directory, printed: () => text, code };
}

/** Containers of runs, without the lock. */
async function left(): Promise<number> {
  return (await docker.listContainers({ all: true, filters: { label: [RUN] } })).length;
}

async function untilMeasuring(): Promise<void> {
  for (let i = 0; i < 300; i += 1) {
    const found = await docker.listContainers({ filters: { label: [RUN], name: ['-server'] } });
    if (found.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('no server container appeared within 60 s');
}

test('SIGTERM ends the run, removes its containers and keeps its directory; the exit code says it is not whole', async () => {
  const ran = aerometer(SCENARIO);
  await untilMeasuring();
  ran.child.kill('SIGTERM');
  expect(await ran.code).toBe(5);
  expect(ran.printed()).toContain('SIGTERM: ending the run');
  expect(await left()).toBe(0);
  expect(JSON.parse(readFileSync(join(ran.directory, 'results.json'), 'utf8')).run.finishedAt).toBeNull();
});

test('what SIGKILL leaves is removed by the next run, while a second run at once is refused', async () => {
  const killed = aerometer(SCENARIO);
  await untilMeasuring();
  const second = aerometer([...SCENARIO, '--wait', '0']);
  expect(await second.code).toBe(3);
  expect(second.printed()).toContain('Another run of aerometer is using this engine');
  killed.child.kill('SIGKILL');
  await killed.code;
  expect(await left()).toBeGreaterThan(0);
  const next = aerometer(SCENARIO);
  expect(await next.code).toBe(0);
  expect(next.printed()).toContain('Removed what a killed run left');
  expect(await left()).toBe(0);
});

test('an engine that is not there is named, with what to do', async () => {
  const ran = aerometer(SCENARIO, { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
  expect(await ran.code).toBe(3);
  expect(ran.printed()).toContain(
    'No Docker engine answers at unix:///nowhere/docker.sock (named by DOCKER_HOST)',
  );
});

test('an image that cannot be had is named', async () => {
  const ran = aerometer([...SCENARIO, '--image', '127.0.0.1:9/nobody/dovecot:1']);
  expect(await ran.code).toBe(3);
  expect(ran.printed()).toContain('127.0.0.1:9/nobody/dovecot:1');
});

test('a server that is killed in the middle is an error with its reason, and nothing is left', async () => {
  const ran = aerometer(['run', '--server', 'dovecot', '--scenario', 'IDLE without news']);
  await untilMeasuring();
  for (let i = 0; i < 200; i += 1) {
    for (const { Id, Names } of await docker.listContainers({ filters: { label: [RUN], name: ['j-'] } })) {
      if (Names.some((name) => name.endsWith('-server')))
        await docker
          .getContainer(Id)
          .kill()
          .catch(() => undefined);
    }
    if (ran.child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await ran.code).toBe(5);
  expect(ran.printed()).toMatch(/error/);
  expect(await left()).toBe(0);
});
