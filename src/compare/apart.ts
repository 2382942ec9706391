import type { RunHeader } from '../report/results';

/** What two runs must have in common for a difference between them to be one of the servers: by name, as a person reads it. */
const SAME: Readonly<Record<string, (header: RunHeader) => string>> = {
  server: ({ server }) => server.name,
  mode: ({ run }) => `${run.mode}${run.quick ? ', quick' : ''}`,
  mailbox: ({ run }) => `${run.mailbox.name}, checksum ${run.mailbox.checksum.slice(0, 12)}`,
  seed: ({ run }) => String(run.seed),
  CPU: ({ host }) => `${host.cores} x ${host.cpu}`,
  kernel: ({ host }) => host.kernel,
  cgroup: ({ host }) => host.cgroup,
  Docker: ({ host }) => host.docker,
  "the server's CPUs": ({ server }) => server.cpus ?? 'not pinned',
  storage: ({ storage }) => storage?.digest ?? 'none',
  "the storage's CPUs": ({ storage }) => storage?.cpus ?? 'not pinned',
  aerometer: ({ aerometer }) => aerometer ?? 'not known',
};

/** In what two runs differ besides the server's image: what is named never gates. Empty where only the images differ. */
export function apart(base: RunHeader, head: RunHeader): string[] {
  return Object.entries(SAME).flatMap(([name, of]) => {
    const [b, h] = [of(base), of(head)];
    return b === h ? [] : [`${name}: ${b} in the base, ${h} in the head`];
  });
}
