import { readFileSync, writeFileSync } from 'node:fs';
import type { ProcessReading } from './protocol';

const KIB = 1024;

/**
 * VmRSS and VmHWM in bytes from the content of /proc/PID/status (proc(5)). Null for a process without memory: a zombie, or
 * one that is about to be. Throws where the kernel writes them in another way.
 */
export function memoryOf(
  status: string,
): { name: string; threads: number; rss: number; peak: number } | null {
  const kib = (key: string) => new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  const [rss, peak] = [kib('VmRSS'), kib('VmHWM')];
  if (rss === undefined || peak === undefined) {
    if (/^Vm(RSS|HWM):/m.test(status) || !/^State:/m.test(status))
      throw new Error(
        `/proc/PID/status is not in the format of proc(5): ${JSON.stringify(status.slice(0, 200))}`,
      );
    return null;
  }
  return {
    name: /^Name:\s+(.*)$/m.exec(status)?.[1] ?? '?',
    threads: Number(/^Threads:\s+(\d+)$/m.exec(status)?.[1] ?? 1),
    rss: Number(rss) * KIB,
    peak: Number(peak) * KIB,
  };
}

/**
 * Bytes shared out by use (PSS) and anonymous bytes without those the kernel may take back (LazyFree), from the content
 * of /proc/PID/smaps_rollup (Documentation/filesystems/proc.rst).
 */
export function rollup(content: string): { pss: number; anon: number } | null {
  const kib = (key: string) => new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(content)?.[1];
  const [pss, anonymous, lazy] = [kib('Pss'), kib('Anonymous'), kib('LazyFree')];
  if (pss === undefined || anonymous === undefined) return null;
  return { pss: Number(pss) * KIB, anon: (Number(anonymous) - Number(lazy ?? 0)) * KIB };
}

/**
 * Fields 22 (start time) and 28 (start of the stack) of /proc/PID/stat (proc(5)); the name before them may hold spaces and
 * brackets, so count from the last bracket.
 */
export function identityOf(stat: string): { startTime: string; stack: string } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [startTime, stack] = [fields[19], fields[25]];
  if (!startTime || !stack) throw new Error(`/proc/PID/stat is not in the format of proc(5): ${stat}`);
  return { startTime, stack };
}

/** Fields 11 and 13 of /proc/PID/stat: page faults of the children it has waited for (proc(5)). */
export function reapedFaultsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[8] ?? 0) + Number(fields[10] ?? 0);
}

/** Reads one process, or null when it went away meanwhile. */
export function readProcess(pid: number): ProcessReading | null {
  try {
    const memory = memoryOf(readFileSync(`/proc/${pid}/status`, 'utf8'));
    if (!memory) return null;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const detail = readRollup(pid);
    return {
      pid,
      ...identityOf(stat),
      ...memory,
      pss: detail?.pss ?? null,
      anon: detail?.anon ?? null,
      reapedFaults: reapedFaultsOf(stat),
    };
  } catch (error) {
    if (gone(error)) return null;
    throw error;
  }
}

function readRollup(pid: number): { pss: number; anon: number } | null {
  try {
    return rollup(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  } catch {
    return null; // refused without SYS_PTRACE for processes that changed user: the caller reports it as not taken
  }
}

/** Resets the high-water mark (writes 5 to clear_refs). Returns false when the process went away meanwhile. */
export function resetPeak(pid: number): boolean {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
    return true;
  } catch (error) {
    if (gone(error)) return false;
    throw error;
  }
}

/** Whether a process or file is not there any more. */
export function gone(error: unknown): boolean {
  const code = error !== null && typeof error === 'object' ? Reflect.get(error, 'code') : undefined;
  return code === 'ENOENT' || code === 'ESRCH';
}
