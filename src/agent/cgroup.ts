import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** What the kernel's files cannot say themselves; tests give another. */
export interface Tree {
  exists(dir: string): boolean;
  /** A directory of this name anywhere below `dir`. */
  find(dir: string, name: string): string | null;
}

const MAX_DEPTH = 12;

/**
 * The cgroup of a whole container. `text` is the content of /proc/PID/cgroup of one of its processes: lines
 * `id:controllers:path`, with an empty controller list on the unified hierarchy; `mounts` is the agent's own
 * /proc/self/mounts. A process may be deeper than its container (systemd as its first process moves to init.scope), so the
 * path ends at the component that carries the container's id. Throws where no line of a hierarchy that counts CPU time does.
 */
export function cgroupOf(text: string, mounts: string, id: string, tree: Tree = sysfs): Cgroup {
  const lines = text.split('\n').filter(Boolean).map(fields);
  const of = (controller: string) =>
    lines.find(({ controllers, path }) => controllers.includes(controller) && path.includes(id));
  const cpuacct = of('cpuacct');
  if (cpuacct) {
    const memory = of('memory');
    const cpuDir = directoryOf(cpuacct.path, mountOf(mounts, 'cpuacct'), id, tree);
    const memoryDir = memory && directoryOf(memory.path, mountOf(mounts, 'memory'), id, tree);
    return {
      version: 1,
      cpuFile: `${cpuDir}/cpuacct.usage`,
      procsFile: `${cpuDir}/cgroup.procs`,
      oomFile: memoryDir ? `${memoryDir}/memory.oom_control` : null,
      memoryFiles: memoryDir
        ? { now: `${memoryDir}/memory.usage_in_bytes`, most: `${memoryDir}/memory.max_usage_in_bytes` }
        : null,
    };
  }
  const unified = lines.find(({ controllers, path }) => controllers.length === 0 && path.includes(id));
  if (!unified) {
    throw new Error(
      `the process is not in the container ${id.slice(0, 12)}: it ended, or pids are not the host's; its cgroups are ${JSON.stringify(text)}`,
    );
  }
  const dir = directoryOf(unified.path, mountOf(mounts, null), id, tree);
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
  return { controllers: controllers.split(',').filter(Boolean), path: path.join(':') };
}

/**
 * The directory of a container's cgroup. The path leads there from the mount only where both are seen from the same root:
 * from within a cgroup namespace it begins with `/..` (cgroup_namespaces(7)), and in a container of containers the mount
 * may show a part of the hierarchy. Then the directory, whose name holds the container's id, is searched.
 */
function directoryOf(path: string, mount: string, id: string, tree: Tree): string {
  if (path.endsWith(' (deleted)')) throw new Error(`the container ${id.slice(0, 12)} ended: ${path}`);
  const parts = path.split('/');
  const last = parts.findIndex((part) => part.includes(id));
  const direct = `${mount}${parts.slice(0, last + 1).join('/')}`;
  if (parts[1] !== '..' && tree.exists(direct)) return direct;
  const found = tree.find(mount, parts[last] as string);
  if (found) return found;
  throw new Error(`the cgroup ${path} is not to be seen below ${mount}: is the cgroup namespace the host's?`);
}

/** Where a v1 controller, or (null) the unified hierarchy, is mounted, from /proc/self/mounts. */
function mountOf(mounts: string, controller: string | null): string {
  for (const line of mounts.split('\n')) {
    const [, dir, type, options = ''] = line.split(' ');
    if (!dir?.startsWith('/sys/fs/cgroup')) continue;
    if (
      controller === null ? type === 'cgroup2' : type === 'cgroup' && options.split(',').includes(controller)
    )
      return dir;
  }
  throw new Error(`${controller ?? 'cgroup2'} is not mounted below /sys/fs/cgroup`);
}

const sysfs: Tree = { exists: existsSync, find };

function find(dir: string, name: string, depth = 0): string | null {
  const below = directoriesIn(dir);
  if (below.includes(name)) return join(dir, name);
  if (depth === MAX_DEPTH) return null;
  for (const one of below) {
    const found = find(join(dir, one), name, depth + 1);
    if (found) return found;
  }
  return null;
}

function directoriesIn(dir: string): string[] {
  try {
    const entries = readdirSync(dir, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return []; // it went away meanwhile
  }
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
