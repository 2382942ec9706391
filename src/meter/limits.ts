import { isAtLeast } from './kernel';
import { PER_CPU_RSS, rssBound } from './rss-bound';

/** The Linux that gave cgroup v2 `memory.peak`. */
const MEMORY_PEAK = [5, 19] as const;

/** What this kernel and cgroup version allow, and the bound that follows: name -> fact. `cpus`: those the server may use. */
export function limitsOf(host: {
  readonly kernel: string;
  readonly cgroupVersion: string;
  readonly cpus: number;
}): Record<string, string> {
  const { kernel, cgroupVersion, cpus } = host;
  const v1 = cgroupVersion === '1';
  const most = v1 ? 'memory.max_usage_in_bytes' : isAtLeast(kernel, MEMORY_PEAK) ? 'memory.peak' : null;
  return {
    'CPU time': v1
      ? 'in ns (cpuacct.usage), charged at ticks and switches'
      : 'in µs (cpu.stat usage_usec), charged at ticks and switches',
    'RSS of a process': isAtLeast(kernel, PER_CPU_RSS)
      ? `a mark that has passed is off by ${rssBound(cpus) / 1024} KiB at most: the kernel keeps it in batches per CPU`
      : `off by ${rssBound(cpus, { kernel }) / 1024} KiB a thread at most: the kernel keeps up to 64 page faults by thread`,
    'a child that exits': most
      ? `takes its mark with it: the peak is null, or comes from the maximum of the cgroup (${most})`
      : 'takes its mark with it: the peak is null, since Linux before 5.19 has no memory.peak',
  };
}
