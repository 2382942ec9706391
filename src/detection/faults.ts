import type { ServerName } from '../containers/server';

/** The smallest command whose CPU time must be told from 10 % more of it, ms at the largest size. */
export const WORTH_MS = 5;
/** What another order of growth costs at the largest size at least, ms: what is less there nobody will notice. */
export const ORDER_MS = 2;
export const MIB = 1024 ** 2;
export const ORDER_BYTES = 4 * MIB;

/** One thing that a fault makes worse, in every scenario it is planted in. */
export interface Dose {
  readonly metric: 'cpu' | 'peak' | 'kept' | 'held' | 's3';
  /** As tables call it. */
  readonly text: string;
  /** How often the regression that must be caught: 1 is that one. null: an order, or a fault that has no such measure. */
  readonly strength: number | null;
  /** Another order of growth: must be caught each time, not 95 times of 100. */
  readonly isOrder: boolean;
}

/** What the injector is told to do in each execution of a measured command, by what that command costs without it. */
export interface Injection {
  /** Of the command's own CPU time at that size, burnt besides. */
  readonly cpuShare?: number;
  /** Its CPU time grows by one order more: at the largest size it costs twice as much, and 2 ms more at least (ORDER_MS). */
  readonly cpuOrder?: true;
  /** Bytes held while the command runs, the first after a start. */
  readonly peakBytes?: number;
  /** All bytes that the command touches are held until it has ended. */
  readonly holdsAll?: true;
  /** Of what sessions hold together at each number of them, held besides. */
  readonly heldShare?: number;
  /** What they hold grows by one order more: twice as much at the largest number, and 4 MiB more at least (ORDER_BYTES). */
  readonly heldOrder?: true;
  /** Bytes that stay after each command. */
  readonly keptBytes?: number;
  /** GetObject requests, really made. */
  readonly requests?: number;
}

/** A regression that is planted on purpose. One recording may hold several, where the judgements they move are apart. */
export interface Fault {
  readonly name: string;
  readonly servers: readonly ServerName[];
  readonly doses: readonly Dose[];
  /** By the injector, a second process in the server's cgroup; null: inside the server (src/containers/altered.ts, same name). */
  readonly injection: Injection | null;
  /** Beginnings of the names of the scenarios it is planted in; empty: all. */
  readonly scenarios: readonly string[];
  readonly because: string;
}

const BOTH: readonly ServerName[] = ['maddy', 'dovecot'];
const BODIES = ['FETCH BODY.PEEK[]', 'SEARCH BODY', 'SEARCH TEXT'];

const dose = (
  metric: Dose['metric'],
  text: string,
  strength: number | null = null,
  isOrder = false,
): Dose => ({ metric, text, strength, isOrder });

const amount = (strength: number) => (strength < 1 ? `${1024 * strength} KiB` : `${strength} MiB`);

/** CPU is judged by steady executions and the peak by the first, so one recording has both and neither sees the other. */
const shares = [0.5, 1, 2].map(
  (strength): Fault => ({
    name: `cpu-peak-${strength}`,
    servers: BOTH,
    doses: [
      dose('cpu', `+${10 * strength} % CPU`, strength),
      dose('peak', `+${amount(strength)} peak`, strength),
      dose('held', `+${10 * strength} % held by sessions`, strength),
    ],
    injection: { cpuShare: 0.1 * strength, peakBytes: MIB * strength, heldShare: 0.1 * strength },
    scenarios: [],
    because: 'a slower library and a larger buffer',
  }),
);

/** A page that is touched and a request that is made cost CPU time as well, so no CPU time is judged here. */
const leaks = [0.5, 1, 2].map(
  (strength): Fault => ({
    name: `kept-request-${strength}`,
    servers: BOTH,
    doses: [
      dose('kept', `+${amount(strength)} kept per command`, strength),
      ...(strength === 1 ? [dose('s3', '+1 S3 request', strength)] : []),
    ],
    injection: { keptBytes: MIB * strength, ...(strength === 1 ? { requests: 1 } : {}) },
    scenarios: [],
    because: 'a cache without a limit, and an object that is read twice',
  }),
);

export const FAULTS: readonly Fault[] = [
  ...shares,
  ...leaks,
  {
    name: 'orders',
    servers: BOTH,
    doses: [
      dose('cpu', 'CPU one order up', null, true),
      dose('peak', 'memory holds all that is touched', null, true),
      dose('held', 'sessions hold one order more', null, true),
    ],
    injection: { cpuOrder: true, holdsAll: true, heldOrder: true },
    scenarios: [],
    because: 'a list that is searched for each message, and mails that are collected before they are sent',
  },
  {
    name: 'gogc-off',
    servers: ['maddy'],
    doses: [dose('peak', 'GOGC=off: nothing is given back', null, true)],
    injection: null,
    scenarios: BODIES,
    because: "Go's garbage collector never runs, so memory holds every mail that was read",
  },
  {
    name: 'gogc-10',
    servers: ['maddy'],
    doses: [dose('cpu', 'GOGC=10: collects ten times as often')],
    injection: null,
    scenarios: BODIES,
    because: "Go's garbage collector runs whenever the heap has grown by a tenth",
  },
  {
    name: 'dearer-hash',
    servers: BOTH,
    doses: [dose('cpu', 'a dearer password hash')],
    injection: null,
    scenarios: ['LOGIN', 'AUTHENTICATE'],
    because: 'bcrypt with four times as many rounds, or instead of SHA-512',
  },
  {
    name: 'no-index',
    servers: ['dovecot'],
    doses: [dose('cpu', 'no index on disk')],
    injection: null,
    scenarios: ['SELECT', 'EXAMINE', 'STATUS', 'FETCH ENVELOPE', 'FETCH BODYSTRUCTURE', 'FETCH FULL'],
    because:
      'mail_location with INDEX=MEMORY: each session reads the Maildir anew, and no summary is kept for the next',
  },
  {
    name: 'no-cache',
    servers: ['dovecot'],
    doses: [dose('cpu', 'summaries are not cached')],
    injection: null,
    scenarios: ['FETCH ENVELOPE', 'FETCH BODYSTRUCTURE', 'FETCH FULL'],
    because: 'mail_cache_record_max_size leaves room for nothing: each FETCH reads the mails',
  },
];

export function faultNamed(name: string): Fault | undefined {
  return FAULTS.find((fault) => fault.name === name);
}

/** Whether a fault is planted in this scenario of this server. Many sessions at once have doses of their own. */
export function isPlantedIn(fault: Fault, server: ServerName, scenario: string): boolean {
  const { servers, scenarios, doses } = fault;
  const isHeld = scenario.startsWith('SESSIONS ');
  if (!servers.includes(server) || !doses.some(({ metric }) => (metric === 'held') === isHeld)) return false;
  return scenarios.length === 0 || scenarios.some((one) => scenario.startsWith(one));
}
