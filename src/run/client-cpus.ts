import { spawnSync } from 'node:child_process';

/**
 * The command, kept to these CPUs: a client on the server's own CPU takes turns with it, and what the server's waking and caches cost then
 * hangs on the scheduler (with Docker's proxy gone, a session's FETCH of 4 MiB differed by 0.08 to 0.16 as a standard deviation, and 0.06
 * with the client kept off). By util-linux's taskset, for Node has no call for it; unchanged where that is not, as on macOS, or refused.
 */
export function keptTo(cpus: string | null, command: readonly [string, ...string[]]): [string, ...string[]] {
  if (cpus === null || process.platform !== 'linux') return [...command];
  const taskset = ['taskset', '-c', cpus] as const;
  const tried = spawnSync(taskset[0], [...taskset.slice(1), process.execPath, '--version']);
  return tried.status === 0 ? [...taskset, ...command] : [...command];
}
