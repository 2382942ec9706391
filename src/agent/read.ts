import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { type Cgroup, cgroupOf, oomKills, readCharged, readCpuMs } from './cgroup';
import { requestCounters } from './garage-metrics';
import { pidsOf } from './members';
import { sides } from './network';
import { gone, identityOf, readProcess, resetPeak } from './processes';
import type { ProcessReading, Reading, Stood, Target } from './protocol';
import { settle } from './settle';

let known: { readonly own: string; readonly cgroup: Cgroup } | undefined;

/**
 * Reads everything about the measured container. `before` resets the high-water marks last, right before the command;
 * `after` reads the marks first, so that nothing we do can raise them. Both wait until the CPU counter rests; `rested`: see settle.
 */
export async function read(
  target: Target,
  moment: 'before' | 'after',
  metricsUrl: string | null,
  rested: Stood | null,
): Promise<Reading> {
  const cgroup = cgroupFor(target);
  const { found: requests, ...rest } = await settle(
    () => readCpuMs(cgroup),
    async () => (metricsUrl ? requestCounters(await text(metricsUrl)) : null),
    rested,
  );
  const pids = pidsOf(cgroup);
  if (moment === 'before') for (const pid of pids) resetPeak(pid);
  const processes = pids.map(readProcess).filter((one): one is ProcessReading => one !== null);
  const net = sides(
    proc(target.pid, 'net/dev'),
    proc(target.pid, 'net/route'),
    target.storageSubnet,
    (name) => readOr(`/proc/${target.pid}/net/dev_snmp6/${name}`),
  );
  return {
    main: `${target.pid}@${identityOf(proc(target.pid, 'stat')).startTime}`,
    kernel: release(),
    cpuMs: readCpuMs(cgroup),
    processes,
    charged: readCharged(cgroup),
    storageBytes: net.storage,
    clientBytes: net.client,
    requests,
    ...rest,
    oomKills: cgroup.oomFile ? oomKills(readOr(cgroup.oomFile)) : null,
    sources: {
      cpuMs: `cgroup v${cgroup.version} ${cgroup.version === 1 ? 'cpuacct.usage' : 'cpu.stat usage_usec'}`,
      peakRssBytes: '/proc/PID/status VmHWM after clear_refs 5',
      startRssBytes: '/proc/PID/status VmRSS',
      anonBytes: '/proc/PID/smaps_rollup Anonymous - LazyFree',
      pssBytes: '/proc/PID/smaps_rollup Pss',
      storageBytes: '/proc/PID/net/dev less the IPv6 in dev_snmp6',
      requests: 'Garage /metrics',
    },
    at: performance.now(),
  };
}

/** Why nothing can be read of this container from here, or null: what it takes is tried once, in full. */
export function whyBlind(target: Target): string | null {
  try {
    const cgroup = cgroupFor(target);
    readCpuMs(cgroup);
    for (const pid of pidsOf(cgroup)) resetPeak(pid);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Its cgroup, or an error when that process is not, or no longer, in the container: its pid may be another's by now. */
export function cgroupFor(target: Target): Cgroup {
  const own = proc(target.pid, 'cgroup');
  if (!own.includes(target.id)) {
    throw new Error(
      `process ${target.pid} is not in the container ${target.id.slice(0, 12)}: it ended, or pids are not the host's`,
    );
  }
  if (known?.own === own) return known.cgroup;
  const cgroup = cgroupOf(own, readFileSync('/proc/self/mounts', 'utf8'), target.id);
  if (!pidsOf(cgroup).includes(target.pid))
    throw new Error(`${cgroup.procsFile} does not name process ${target.pid} of the container`);
  known = { own, cgroup };
  return cgroup;
}

/** A file of the container's first process. */
function proc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (!gone(error)) throw error;
    throw new Error(`the container's first process, ${pid}, has ended`, { cause: error });
  }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function text(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}
