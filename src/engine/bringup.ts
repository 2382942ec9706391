import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { retryUntil } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import { connect, type Engine, NoEngine, noEngineFailure } from './connect';
import { type Machine, thisMachine, whyNotInstall } from './install';

const LOG = '/var/log/aerometer-dockerd.log';
const START_MS = 60_000;

export interface BringUpOptions {
  readonly say: (line: string) => void;
  /** Asks a yes/no question; undefined where nobody can answer (no terminal), which means yes. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
}

/**
 * An engine that answers: the one that is there, left alone; else, where DOCKER_HOST names no other place and we are
 * root on Debian or Ubuntu, Debian's own, installed and started. Throws Failure (exit code 3).
 */
export async function ensureEngine({ say, ask }: BringUpOptions): Promise<Engine> {
  const atStart = process.env.DOCKER_HOST;
  const machine = thisMachine();
  try {
    return await connect();
  } catch (error) {
    if (!(error instanceof NoEngine)) throw error;
    const refusal =
      error.refusal === 'absent' ? whyNotHere(atStart, machine) : 'the engine is there but refuses';
    if (refusal) throw noEngineFailure(error, refusal);
  }
  if (!machine.has('dockerd')) await install(say, ask);
  return start(say);
}

/** Why the project may not bring up an engine on this machine, or null where it may. */
export function whyNotHere(dockerHost: string | undefined, machine: Machine): string | null {
  if (dockerHost && !/^unix:\/\/\/(var\/)?run\/docker\.sock$/.test(dockerHost))
    return 'DOCKER_HOST names another place';
  if (machine.platform !== 'linux')
    return `an engine is not installed on ${machine.platform}; start Docker Desktop`;
  if (machine.uid !== 0) return 'only root can install or start one here';
  return machine.has('dockerd') ? null : whyNotInstall(machine);
}

async function install(say: (line: string) => void, ask: BringUpOptions['ask']): Promise<void> {
  say(
    'No Docker engine here. Installing the package docker.io (about 300 MB on disk, usually under a minute).',
  );
  if (ask && !(await ask('Install docker.io with apt-get now?'))) {
    throw new Failure(EXIT.machine, {
      fact: 'No Docker engine was installed',
      cause: 'the answer was no',
      next: 'install Docker yourself, or export DOCKER_HOST to name an engine that runs',
    });
  }
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', 'docker.io', 'iptables']);
}

function apt(args: string[]): void {
  const done = spawnSync('apt-get', ['-q', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 1 << 26,
  });
  if (done.status === 0) return;
  throw new Failure(EXIT.machine, {
    fact: `apt-get ${args.join(' ')} failed with status ${done.status}`,
    cause: `${done.stdout}\n${done.stderr}`.trim().split('\n').slice(-8).join('\n    '),
    next: 'mend the package sources, or install Docker yourself',
  });
}

async function start(say: (line: string) => void): Promise<Engine> {
  const since = performance.now();
  if (existsSync('/run/systemd/system')) spawnSync('systemctl', ['start', 'docker'], { stdio: 'ignore' });
  else startAlone(say);
  const engine = await retryUntil(START_MS, `dockerd to answer (its log: ${LOG})`, connect, {
    pauseMs: 200,
    exitCode: EXIT.machine,
  });
  say(`Docker engine ${engine.version} up after ${((performance.now() - since) / 1000).toFixed(1)} s.`);
  return engine;
}

function startAlone(say: (line: string) => void): void {
  for (const [path, name] of [
    ['/var/run/docker.pid', 'dockerd'],
    ['/run/docker/containerd/containerd.pid', 'containerd'],
    ['/var/run/docker/containerd/containerd.pid', 'containerd'],
  ] as const) {
    if (removeIfStale(path, name)) say(`Removed ${path}: the ${name} it named is gone (an unclean stop).`);
  }
  const log = openSync(LOG, 'a');
  const child = spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log] });
  child.unref();
}

/**
 * A pid file that outlived its process stops dockerd from starting once the kernel gave that pid to another program.
 * Returns whether the file was removed. Never touches one whose process really is the named program.
 */
export function removeIfStale(pidFile: string, program: string, proc = '/proc'): boolean {
  if (!existsSync(pidFile)) return false;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const comm = `${proc}/${pid}/comm`;
  const alive = Number.isInteger(pid) && existsSync(comm) && readFileSync(comm, 'utf8').trim() === program;
  if (!alive) rmSync(pidFile, { force: true });
  return !alive;
}

/** Asks on the terminal; null where there is none. */
export function terminalQuestion(): BringUpOptions['ask'] {
  if (!process.stdin.isTTY || !process.stderr.isTTY || process.env.CI) return undefined;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await lines.question(`${question} [Y/n] `);
    lines.close();
    return !/^n/i.test(answer.trim());
  };
}
