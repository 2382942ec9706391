import { isAtLeast } from './kernel';

const PAGE = 4096;
/** RSS is kept in three counters a process: file, anonymous and shared memory pages (Linux mm_types_task.h). */
const COUNTERS = 3;
/** Before Linux 6.2 each thread kept up to this many page faults to itself (TASK_RSS_EVENTS_THRESH, mm/memory.c). */
const FAULTS_OF_A_THREAD = 64;
/** The Linux that moved RSS to counters per CPU. */
export const PER_CPU_RSS = [6, 2] as const;

/**
 * How far a process's RSS may be off, in bytes. Linux 6.2 and later batch each counter per CPU, max(32, 2 x CPUs) pages
 * (lib/percpu_counter.c); earlier ones by thread.
 */
export function rssBound(cpus: number, { kernel = '', threads = 1 } = {}): number {
  if (kernel !== '' && !isAtLeast(kernel, PER_CPU_RSS)) return FAULTS_OF_A_THREAD * threads * PAGE;
  return COUNTERS * cpus * Math.max(32, 2 * cpus) * PAGE;
}

/** Pages are charged to a cgroup 64 at a time on each CPU (MEMCG_CHARGE_BATCH, Linux memcontrol.h). */
const CHARGE_BATCH = 64;
/** What the kernel keeps for a process besides its pages: stacks, page tables, descriptors. An allowance, not a law. */
const PROCESS = 1 << 20;

/** How far the peak of processes that exited may be off when it is taken from their cgroup's maximum, in bytes. */
export function chargedBound(cpus: number, processes: number): number {
  return CHARGE_BATCH * cpus * PAGE + PROCESS * processes;
}
