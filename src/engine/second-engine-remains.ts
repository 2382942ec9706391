import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const FOLDERS = '/var/tmp';
const STOP_MS = 15_000;

/** All files of the second engine that process `owner` started. */
export function folderOf(owner: number): string {
  return join(FOLDERS, `aerometer-engine-${owner}`);
}

/** The end of the link that is on this side. */
export function nearEnd(owner: number): string {
  return `aero${owner}n`;
}

/** Removes the second engines whose test was killed. */
export async function removeDead(): Promise<void> {
  for (const name of readdirSync(FOLDERS)) {
    const owner = Number(/^aerometer-engine-(\d+)$/.exec(name)?.[1]);
    if (owner && !existsSync(`/proc/${owner}`)) await remove(owner);
  }
}

/** Ends a second engine and its containers, and removes its files, its link and its namespace. */
export async function remove(owner: number): Promise<void> {
  const folder = folderOf(owner);
  const daemon = processesOf(folder).find((pid) => commandOf(pid).startsWith('dockerd'));
  if (daemon) await end(daemon);
  for (const pid of processesOf(folder)) killTree(pid);
  for (const mount of mountsBelow(folder)) must('umount', ['--lazy', mount]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const link = nearEnd(owner);
  if (existsSync(`/sys/class/net/${link}`)) must('ip', ['link', 'delete', link]);
  if (existsSync(`/run/netns/aerometer-${owner}`)) must('ip', ['netns', 'delete', `aerometer-${owner}`]);
}

export function must(program: string, args: readonly string[]): void {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.error ?? done.stderr.trim()}`);
}

export function lastLines(folder: string): string {
  return readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').slice(-5).join('\n    ');
}

/** Asks it to end, which ends its containers in good order, and insists after a while. */
async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (const since = performance.now(); performance.now() - since < STOP_MS; await pause(50))
    if (commandOf(pid) === '') return;
  process.kill(pid, 'SIGKILL');
}

/** Processes that have the folder in their command line: dockerd, its containerd, the shims of its containers. */
function processesOf(folder: string): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => pid !== process.pid && commandOf(pid).includes(`${folder}/`));
}

/** Words separated by spaces; empty for a process that is gone, or a zombie. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** A shim that is killed leaves its container running, so the container goes first. */
function killTree(pid: number): void {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    for (const child of children.map(Number)) killTree(child);
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function mountsBelow(folder: string): string[] {
  const points = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return points.filter((point) => point.startsWith(`${folder}/`)).reverse();
}
