import { existsSync, readFileSync } from 'node:fs';

/** Files of one container's cgroup, found through /proc/PID/cgroup and never by a path built by hand (cgroups(7)). */
export interface Cgroup {
  readonly version: 1 | 2;
  /** v1: `cpuacct.usage` (ns); v2: `cpu.stat` (usage_usec). Kernel docs: cgroup-v1/cpuacct.rst, cgroup-v2.rst. */
  readonly cpuFile: string;
  readonly procsFile: string;
  readonly oomFile: string | null;
  /** Memory charged to it now, and the most it ever was; null where no memory controller is named. */
  readonly memoryFiles: { readonly now: string; readonly most: string } | null;
}

/**
 * Reads which cgroup a process is in. `text` is the content of /proc/PID/cgroup: lines `id:controllers:path`, with an
 * empty controller list on the unified hierarchy. Throws when neither the cpuacct nor the unified hierarchy is named.
 */
export function cgroupOf(text: string, mounts: string, root = '/sys/fs/cgroup'): Cgroup {
  const lines = text.split('\n').filter(Boolean).map(fields);
  const cpuacct = lines.find((line) => line.controllers.includes('cpuacct'));
  if (cpuacct) {
    const memory = lines.find((line) => line.controllers.includes('memory'));
    const cpuDir = mountOf(mounts, 'cpuacct') ?? `${root}/cpuacct`;
    const memoryDir = mountOf(mounts, 'memory') ?? `${root}/memory`;
    return {
      version: 1,
      cpuFile: `${cpuDir}${cpuacct.path}/cpuacct.usage`,
      procsFile: `${cpuDir}${cpuacct.path}/cgroup.procs`,
      oomFile: memory ? `${memoryDir}${memory.path}/memory.oom_control` : null,
      memoryFiles: memory
        ? {
            now: `${memoryDir}${memory.path}/memory.usage_in_bytes`,
            most: `${memoryDir}${memory.path}/memory.max_usage_in_bytes`,
          }
        : null,
    };
  }
  const unified = lines.find((line) => line.controllers.length === 0);
  if (!unified) throw new Error(`neither a cpuacct nor a unified cgroup in ${JSON.stringify(text)}`);
  const dir = `${mountOf(mounts, null) ?? root}${unified.path}`;
  return {
    version: 2,
    cpuFile: `${dir}/cpu.stat`,
    procsFile: `${dir}/cgroup.procs`,
    oomFile: `${dir}/memory.events`,
    memoryFiles: { now: `${dir}/memory.current`, most: `${dir}/memory.peak` },
  };
}

function fields(line: string): { controllers: string[]; path: string } {
  const [, controllers = '', ...path] = line.split(':');
  return { controllers: controllers.split(',').filter(Boolean), path: path.join(':').replace(/^\/$/, '') };
}

/** Where a v1 controller, or (null) the unified hierarchy, is mounted, from /proc/self/mounts. */
function mountOf(mounts: string, controller: string | null): string | null {
  for (const line of mounts.split('\n')) {
    const [, dir, type, options = ''] = line.split(' ');
    if (!dir?.startsWith('/sys/fs/cgroup')) continue;
    if (
      controller === null ? type === 'cgroup2' : type === 'cgroup' && options.split(',').includes(controller)
    )
      return dir;
  }
  return null;
}

/** CPU time in ms from the content of the CPU file. Throws when it is not in the format of that version. */
export function cpuMs(version: 1 | 2, content: string): number {
  if (version === 1) return number(content.trim(), 'cpuacct.usage') / 1e6;
  return number(/^usage_usec (\d+)$/m.exec(content)?.[1], 'usage_usec in cpu.stat') / 1e3;
}

/** OOM kills so far: `oom_kill` of memory.oom_control (v1) or memory.events (v2). */
export function oomKills(content: string): number | null {
  const found = /^oom_kill (\d+)$/m.exec(content)?.[1];
  return found === undefined ? null : Number(found);
}

function number(text: string | undefined, what: string): number {
  if (text === undefined || !/^\d+$/.test(text))
    throw new Error(`${what} is not a number: ${JSON.stringify(text)}`);
  return Number(text);
}

/** Null where the kernel has no such file: memory.peak is there since Linux 5.19. */
export function readCharged({ memoryFiles }: Cgroup): { now: number; most: number } | null {
  if (memoryFiles === null) return null;
  try {
    const read = (file: string) => number(readFileSync(file, 'utf8').trim(), file);
    return { now: read(memoryFiles.now), most: read(memoryFiles.most) };
  } catch {
    return null;
  }
}

/** Throws when the counter is missing: the container has ended, or its cgroup is not visible from here. */
export function readCpuMs(cgroup: Cgroup): number {
  if (!existsSync(cgroup.cpuFile)) throw new Error(`the container's CPU counter is gone: ${cgroup.cpuFile}`);
  return cpuMs(cgroup.version, readFileSync(cgroup.cpuFile, 'utf8'));
}
