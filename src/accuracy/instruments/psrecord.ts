import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { retryUntil } from '../../config/deadline';
import { ROOT } from '../../config/root';
import { type Instrument, Missing } from './instrument';
import { mustBeVisible } from './visible';

const VERSION = '1.4';
const VENV = join(ROOT, 'node_modules', '.cache', `psrecord-${VERSION}`);
const PROGRAM = join(VENV, 'bin', 'psrecord');
const START_MS = 20_000;
const TICK_MS = 10;
const MIB = 1024 * 1024;

/** The seed's instrument, from PyPI, at its default interval (none: as fast as it can) or at another one in seconds. */
export function psrecord(interval: number | null, say: (line: string) => void): Instrument {
  return {
    name: `psrecord ${VERSION} ${interval === null ? 'as it comes' : `at ${interval} s`}`,
    async watch({ target }) {
      mustBeVisible(target);
      install(say);
      const folder = mkdtempSync(join(tmpdir(), 'aerometer-psrecord-'));
      const log = join(folder, 'log');
      const words = [String(target.pid), '--log', log];
      const every = interval === null ? [] : ['--interval', String(interval)];
      const child = spawn(PROGRAM, [...words, ...every], { stdio: 'ignore' });
      await retryUntil(START_MS, 'psrecord to begin its log', async () => {
        if (!existsSync(log)) throw new Error(`it has exit code ${child.exitCode}`);
      });
      const [since, own] = [performance.now(), cpuMsOf(child)];
      return {
        stop: async () => {
          await pause(2 * 1000 * (interval ?? 0));
          const [watchedMs, ownCpuMs] = [performance.now() - since, cpuMsOf(child) - own];
          await ended(child);
          const rows = rowsOf(readFileSync(log, 'utf8'));
          rmSync(folder, { recursive: true, force: true });
          return { memory: rows, cpuMs: cpuMs(rows), ownCpuMs, watchedMs };
        },
      };
    },
  };
}

/** Once, into a cache that goes with node_modules. Throws Missing with what pip or Python said. */
function install(say: (line: string) => void): void {
  if (existsSync(PROGRAM)) return;
  say(`  fetching psrecord ${VERSION} from PyPI into ${VENV}, to compare with (once, about 10 MB)`);
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ['python3', ['-m', 'venv', '--clear', VENV]],
    [
      join(VENV, 'bin', 'pip'),
      [
        'install',
        '-q',
        '--disable-pip-version-check',
        '--timeout',
        '8',
        '--retries',
        '1',
        `psrecord==${VERSION}`,
      ],
    ],
  ];
  for (const [program, args] of steps) {
    const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 60_000 });
    if (status === 0) continue;
    rmSync(VENV, { recursive: true, force: true });
    const words = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
    throw new Missing(`psrecord ${VERSION} could not be fetched from PyPI: ${words}`);
  }
}

interface Row {
  readonly at: number;
  readonly bytes: number;
  readonly percent: number;
}

/** Rows of `Elapsed time  CPU (%)  Real (MB)  Virtual (MB)`; its MB are MiB. */
export function rowsOf(log: string): Row[] {
  return log
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length >= 4 && row.every(Number.isFinite))
    .map(([seconds = 0, percent = 0, mib = 0]) => ({ at: seconds * 1000, bytes: mib * MIB, percent }));
}

/** Each row's percentage holds for the time since the row before it. */
function cpuMs(rows: readonly Row[]): number {
  return rows.reduce((sum, { at, percent }, i) => sum + ((at - (rows[i - 1]?.at ?? at)) * percent) / 100, 0);
}

/** utime and stime of /proc/PID/stat, in clock ticks (proc(5)). */
function cpuMsOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** It writes its log out when it is interrupted. */
async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  await exit;
}
