import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cgroup } from './cgroup';
import { gone } from './processes';

/**
 * The processes of a container: of its cgroup and of those below it, which a container makes that runs systemd or
 * containers itself. Throws when the cgroup is gone or its processes have no number in the agent's pid namespace.
 */
export function pidsOf(cgroup: Pick<Cgroup, 'procsFile'>): number[] {
  return [...pidsIn(readFileSync(cgroup.procsFile, 'utf8')), ...pidsBelow(cgroup)];
}

/** Those of the cgroups below it alone. */
export function pidsBelow({ procsFile }: Pick<Cgroup, 'procsFile'>): number[] {
  return below(dirname(procsFile)).flatMap(pidsUnder);
}

/** From the content of cgroup.procs, where cgroup v2 writes 0 for a process of another pid namespace. */
export function pidsIn(content: string): number[] {
  const pids = content.split('\n').filter(Boolean).map(Number);
  if (pids.includes(0)) throw new Error("cgroup.procs names pid 0: the agent's pids are not the host's");
  return pids;
}

function pidsUnder(dir: string): number[] {
  return [...pidsIn(procs(dir)), ...below(dir).flatMap(pidsUnder)];
}

/** A directory without others in it has two links, which is cheaper to ask than its forty files. */
function below(dir: string): string[] {
  try {
    if (statSync(dir).nlink === 2) return [];
    const entries = readdirSync(dir, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(dir, name));
  } catch (error) {
    if (gone(error)) return [];
    throw error;
  }
}

function procs(dir: string): string {
  try {
    return readFileSync(join(dir, 'cgroup.procs'), 'utf8');
  } catch (error) {
    if (gone(error) || threaded(error)) return '';
    throw error;
  }
}

/** The processes of a threaded cgroup stand in the one above it (cgroup-v2.rst, "Threads"). */
function threaded(error: unknown): boolean {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return code === 'ENOTSUP' || code === 'EOPNOTSUPP';
}
