import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { type Cgroup, cpuMs } from './cgroup';
import { pidsOf } from './members';
import type { Tick } from './protocol';

/** Ten minutes at twenty a second: what nobody stops ends by itself. */
const MOST_TICKS = 12_000;
/** The list of processes costs more than their memory: a new one shows half a second late at twenty a second. */
const LIST_EACH = 10;

/** What the thread is started with. */
export interface Watched {
  readonly cgroup: Cgroup;
  readonly everyMs: number;
  /** Its one number is 1 once the watching is over; the thread sleeps on it. */
  readonly over: Int32Array;
  /** The starter's `performance.timeOrigin`: a thread has a clock of its own. */
  readonly origin: number;
}

const { cgroup, everyMs, over, origin } = workerData as Watched;
const pageBytes = pageSize();
const buffer = Buffer.alloc(1 << 16);
/** Files that are read again and again stay open: opening costs more than reading. */
const open = new Map<string, number>();
const ticks: Tick[] = [];
let listed: readonly number[] = [];

/** The time of the thread that asked, ms. */
function now(): number {
  return performance.now() + performance.timeOrigin - origin;
}

function tick(): Tick {
  let rssBytes = 0;
  if (ticks.length % LIST_EACH === 0) listed = pidsOf(cgroup);
  for (const pid of listed) rssBytes += rssOf(pid);
  return { at: now(), cpuMs: cpuMs(cgroup.version, again(cgroup.cpuFile)), rssBytes };
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
  return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
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

/** Whether there may be another: where the container ended, the ticks end. */
function noted(): boolean {
  try {
    ticks.push(tick());
    return ticks.length < MOST_TICKS;
  } catch {
    return false;
  }
}

/** Sleeps until the next tick is due; false when somebody ended the watching. */
function slept(): boolean {
  next = Math.max(next + everyMs, performance.now());
  return Atomics.wait(over, 0, 0, next - performance.now()) === 'timed-out';
}

let next = performance.now();
let goesOn = noted();
// Said after the first tick in any case, for somebody waits for it.
parentPort?.postMessage('watching');
while (goesOn) goesOn = slept() && noted();
for (const path of [...open.keys()]) forget(path);
// Whoever asked may still want them, or may have ended.
Atomics.wait(over, 0, 0);
parentPort?.postMessage(ticks);
