const PAGE = 4096;
/** RSS is kept in three counters a process: file, anonymous and shared memory pages (Linux mm_types_task.h). */
const COUNTERS = 3;

/**
 * How far a process's RSS may be off, in bytes: Linux 6.2 and later batch each counter per CPU, max(32, 2 x CPUs) pages
 * (lib/percpu_counter.c).
 */
export function rssBound(cpus: number): number {
  return COUNTERS * cpus * Math.max(32, 2 * cpus) * PAGE;
}
