import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import pidusage from 'pidusage';
import { cgroupOf } from '../agent/cgroup';
import { pidsOf } from '../agent/members';
import type { Target } from '../agent/protocol';
import type { Point } from '../meter/timeline';

const EVERY_MS = 250;

/**
 * A second instrument beside the agent, where the server's processes are visible from here: pidusage, which reads
 * /proc/PID/stat. Its CPU time comes in clock ticks (10 ms), so it is drawn beside the agent's and judges nothing.
 */
export function witness(target: Target): { stop(): Point[] } {
  const since = performance.now();
  const points: Point[] = [];
  const timer = setInterval(() => {
    const pids = visiblePids(target);
    if (pids.length === 0) return;
    pidusage(pids).then(
      (stats) => points.push([Math.round(performance.now() - since), ...sums(Object.values(stats))]),
      () => undefined, // a process ended while it was looked at
    );
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      pidusage.clear();
      return points.slice(1); // the first has no time to take a share of
    },
  };
}

/** None where the engine is elsewhere, or in a VM, so that this pid is another process here, or none. */
function visiblePids({ id, pid }: Target): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
    return pidsOf(cgroupOf(text, readFileSync('/proc/self/mounts', 'utf8'), id));
  } catch {
    return [];
  }
}

function sums(stats: readonly { cpu: number; memory: number }[]): [cpu: number, rss: number] {
  const total = (key: 'cpu' | 'memory') => stats.reduce((sum, one) => sum + one[key], 0);
  return [Math.round(total('cpu') * 10) / 10, total('memory')];
}
