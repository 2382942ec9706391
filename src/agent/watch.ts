import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { readCpuMs } from './cgroup';
import { memoryOf } from './processes';
import type { Target, Tick } from './protocol';
import { cgroupFor, pidsOf } from './read';

/** Ten minutes at twenty a second: what nobody stops ends by itself. */
const MOST_TICKS = 12_000;

let ticks: Tick[] = [];
let timer: NodeJS.Timeout | undefined;

/** Notes the CPU counter and RSS of a container every `everyMs` from now on; one container at a time. Returns the clock. */
export function watch(target: Target, everyMs: number): { at: number } {
  clearInterval(timer);
  ticks = [];
  timer = setInterval(() => {
    if (ticks.length >= MOST_TICKS) return clearInterval(timer);
    try {
      ticks.push(tick(target));
    } catch {
      clearInterval(timer); // the container ended: the ticks end there
    }
  }, everyMs);
  return { at: performance.now() };
}

export function unwatch(): Tick[] {
  clearInterval(timer);
  return ticks;
}

function tick(target: Target): Tick {
  const cgroup = cgroupFor(target);
  let rssBytes = 0;
  for (const pid of pidsOf(cgroup)) rssBytes += rssOf(pid);
  return { at: performance.now(), cpuMs: readCpuMs(cgroup), rssBytes };
}

function rssOf(pid: number): number {
  try {
    return memoryOf(readFileSync(`/proc/${pid}/status`, 'utf8'))?.rss ?? 0;
  } catch {
    return 0; // it ended since it was listed
  }
}
