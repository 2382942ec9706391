import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type Cgroup, cpuMs } from './cgroup';
import { pidsOf } from './members';
import type { Target, Tick } from './protocol';
import { cgroupFor } from './read';

/** Ten minutes at twenty a second: what nobody stops ends by itself. */
const MOST_TICKS = 12_000;
/** The list of processes costs more than their memory: a new one shows half a second late at twenty a second. */
const LIST_EACH = 10;

let ticks: Tick[] = [];
let timer: NodeJS.Timeout | undefined;
let pageBytes = 0;
let listed: readonly number[] = [];
const buffer = Buffer.alloc(1 << 16);
/** Files that are read again and again stay open: opening costs more than reading. */
const open = new Map<string, number>();

/** Notes the CPU counter and RSS of a container every `everyMs` from now on; one container at a time. Returns the clock. */
export function watch(target: Target, everyMs: number): { at: number } {
  stop();
  ticks = [];
  const cgroup = cgroupFor(target);
  pageBytes ||= pageSize();
  timer = setInterval(() => {
    if (ticks.length >= MOST_TICKS) return stop();
    try {
      ticks.push(tick(cgroup));
    } catch {
      stop(); // the container ended: the ticks end there
    }
  }, everyMs);
  return { at: performance.now() };
}

export function unwatch(): Tick[] {
  stop();
  return ticks;
}

function stop(): void {
  clearInterval(timer);
  for (const path of [...open.keys()]) forget(path);
}

function tick(cgroup: Cgroup): Tick {
  let rssBytes = 0;
  if (ticks.length % LIST_EACH === 0) listed = pidsOf(cgroup);
  for (const pid of listed) rssBytes += rssOf(pid);
  const at = performance.now();
  return { at, cpuMs: cpuMs(cgroup.version, again(cgroup.cpuFile)), rssBytes };
}

/** Field 2 of /proc/PID/statm, in pages (proc(5)): what VmRSS says, at half the cost. */
function rssOf(pid: number): number {
  const path = `/proc/${pid}/statm`;
  try {
    return Number(again(path).split(' ')[1]) * pageBytes;
  } catch {
    forget(path); // it ended since it was listed
    return 0;
  }
}

function again(path: string): string {
  const file = open.get(path) ?? openSync(path, 'r');
  open.set(path, file);
  return read(file, 0);
}

function read(file: number, from: number | null): string {
  return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, from));
}

/** 4 KiB on most machines, 16 or 64 on some of ARM's. */
function pageSize(): number {
  const kib = /^KernelPageSize:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/smaps', 'utf8'))?.[1];
  if (kib === undefined) throw new Error('/proc/self/smaps does not say how large a page is');
  return Number(kib) * 1024;
}

function forget(path: string): void {
  const file = open.get(path);
  open.delete(path);
  if (file !== undefined) closeSync(file);
}
