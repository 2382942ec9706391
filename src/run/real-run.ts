import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Docker from 'dockerode';
import { ROOT } from '../config/root';
import { findEndpoint } from '../engine/endpoint';
import { RUN, SNAPSHOT } from '../engine/labels';
import type { Recipe } from '../images/image';
import { obtain } from '../images/obtain';
import type { Results } from '../report/results';

// What the engine tests share: the whole program as a process of its own, and a look at what it leaves on the engine.

process.env.DOCKER_HOST = findEndpoint().url;
export const docker = new Docker();
/** Files of one test file; removed by tidyUp(). */
export const SCRATCH = mkdtempSync(join(tmpdir(), 'aerometer-engine-test-'));
/** A mailbox of its own, so small that seeding it costs little. */
export const SMALL = ['--quick', '--sizes', '5', '--seed', '77'];
const APPEARS_MS = 60_000;
const running = new Set<ChildProcess>();
let serial = 0;

export interface RealRun {
  readonly child: ChildProcess;
  readonly directory: string;
  readonly printed: () => string;
  readonly code: Promise<number | null>;
  /** Its results.json. */
  readonly results: () => Results;
  /** Scenarios in its journal. */
  readonly finished: () => number;
}

export function aerometer(args: readonly string[], env: Record<string, string> = {}, to?: string): RealRun {
  const directory = to ?? join(SCRATCH, String(++serial));
  const out = args[0] === 'run' ? ['--out', directory] : [];
  const child = spawn(process.execPath, [join(ROOT, 'bin/aerometer.mjs'), ...args, ...out], {
    cwd: SCRATCH,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  const code = new Promise<number | null>((resolve) => child.once('close', (ended) => resolve(ended)));
  const journal = join(directory, 'samples.jsonl');
  return {
    child,
    directory,
    printed: () => text,
    code,
    results: () => JSON.parse(readFileSync(join(directory, 'results.json'), 'utf8')),
    finished: () => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 1 : 0),
  };
}

/** The reference of an image of ours; it is made where it is not there. */
export async function imageOf(recipe: Recipe): Promise<string> {
  return (await obtain(docker, recipe, { say: () => undefined })).ref;
}

/** Waits for its end; fails with all that it printed where its exit code is another one. */
export async function endsWith(ran: RealRun, ...codes: readonly number[]): Promise<void> {
  const code = await ran.code;
  if (code === null || !codes.includes(code))
    throw new Error(`ended with ${code}, not with ${codes.join(' or ')}:\n${ran.printed()}`);
}

/** Waits until a run has come so far. Fails with what it printed when it ends before. */
export async function until(ran: RealRun, what: string, reached: () => boolean | Promise<boolean>) {
  for (const end = Date.now() + APPEARS_MS; Date.now() < end; await pause(50)) {
    if (await reached()) return;
    if (ran.child.exitCode !== null) throw new Error(`it ended before ${what}:\n${ran.printed()}`);
  }
  throw new Error(`${what} did not come within ${APPEARS_MS / 1000} s:\n${ran.printed()}`);
}

export function untilMeasuring(ran: RealRun): Promise<void> {
  const filters = { label: [RUN], name: ['j-1-server'] };
  return until(ran, 'a measured server', async () => (await docker.listContainers({ filters })).length > 0);
}

/** Containers, networks and volumes of runs; the lock and kept seeded states are none of them. */
export async function left(): Promise<number> {
  const filters = { label: [RUN] };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  return containers.length + networks.length + volumes.Volumes.length;
}

/** Names of the kept seeded states, sorted: an engine lists them as it likes. */
export async function kept(): Promise<string[]> {
  const { Volumes } = await docker.listVolumes({ filters: { label: [SNAPSHOT] } });
  return Volumes.map(({ Name }) => Name).sort();
}

/** To be called once in a test file: afterwards it takes back its runs, its scratch files and the seeded states they kept. */
export function tidyUp(): void {
  let before: string[] = [];
  beforeAll(async () => {
    before = await kept();
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(SCRATCH, { recursive: true, force: true });
    const mine = (await kept()).filter((name) => !before.includes(name));
    await Promise.all(mine.map((name) => docker.getVolume(name).remove()));
  });
}

/**
 * Lets something happen to the server of each scenario, in their order, as soon as it has been started afresh for it;
 * null: nothing. Returns what ends the watch.
 */
export async function happen(
  misfortunes: readonly (((container: Docker.Container, stack: string) => Promise<unknown>) | null)[],
): Promise<() => void> {
  const stop = new AbortController();
  const filters = { type: ['container' as const], event: ['start'], label: [RUN] };
  const events: NodeJS.ReadableStream = await docker.getEvents({ filters, abortSignal: stop.signal });
  events.on('error', () => undefined);
  const seen = new Set<string>();
  let fresh = 0;
  let rest = '';
  events.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter(Boolean)) {
      const { id, Actor } = JSON.parse(line);
      const stack = /^(aerometer-.*j-\d+)-server$/.exec(Actor.Attributes.name)?.[1];
      if (!stack) continue;
      // Its first start opens the stack; the next ones are the fresh starts of scenarios.
      if (seen.has(id)) void misfortunes[fresh++]?.(docker.getContainer(id), stack)?.catch(() => undefined);
      seen.add(id);
    }
  });
  return () => stop.abort();
}
