import { imageName } from '../budget/fitness';
import type { Profile } from '../budget/profile';
import { EXIT, Failure } from '../config/failure';
import { middle } from '../report/points';
import type { Scenario } from '../scenario/scenario';
import { faultNamed, isPlantedIn } from './faults';
import { type Fold, foldsOf } from './held-out';
import { byHost, speedOf } from './hosts';
import { type Job, type JobOutcome, only } from './jobs';
import { notesOf } from './notes';
import type { Condition, GateRecord } from './record';
import { allOf, type Recorded } from './records';
import type { Detection } from './schema';
import { falseAlarms, smallest, targetsOf } from './summarize';

export interface Order {
  readonly specs: readonly Scenario[];
  profileOf(server: string): Profile;
  /** Whole gates to resample, all servers together. */
  readonly gates: number;
  /** How often each dose is tried in each scenario. */
  readonly tries: number;
  readonly seed: number;
  /** Runs the jobs, on threads or not. */
  run(jobs: readonly Job[]): Promise<readonly JobOutcome[]>;
}

export type Rejudged = Pick<
  Detection,
  'seed' | 'recorded' | 'falseAlarms' | 'planted' | 'smallest' | 'targets' | 'notes'
>;

/** Gates of each server that the evidence wants at least, half of them beside a neighbour. */
const WANTED = 20;

const TOO_FEW = 'a profile from gates held out needs two of each condition that were measured on one host';

/** Judges all that is recorded, without measuring: whole gates made of server starts, and the planted faults. */
export async function rejudge(recorded: readonly Recorded[], order: Order): Promise<Rejudged> {
  const servers = recorded.filter(({ gates }) => gates.length > 0);
  if (servers.length === 0) throw nothing('there is no record of a gate of a server as it is');
  const folds: Record<string, Fold[]> = {};
  for (const { server, gates } of servers) {
    const made = foldsOf(gates);
    if (made.length === 0) throw nothing(`${server}: ${gates.length} recorded: ${TOO_FEW}`);
    folds[server] = made;
  }
  const perServer = Math.ceil(order.gates / servers.length);
  const jobs = servers.flatMap((one) => jobsOf(one, folds[one.server] ?? [], perServer, order));
  const outcomes = await order.run(jobs);
  const found = falseAlarms(outcomes, folds, perServer);
  const planted = outcomes.flatMap(({ server, planted: rows }) => rows.map((row) => ({ server, ...row })));
  return {
    seed: order.seed,
    recorded: recorded.flatMap(described),
    falseAlarms: found,
    planted,
    smallest: smallest(planted),
    targets: [recordedTarget(servers), ...targetsOf({ falseAlarms: found, planted })],
    notes: notesOf(outcomes, servers, folds),
  };
}

function jobsOf(
  { server, gates, faults }: Recorded,
  folds: readonly Fold[],
  perServer: number,
  { specs, profileOf, tries, seed }: Order,
): Job[] {
  const measured = new Set(
    gates.flatMap(({ results }) =>
      results.scenarios.filter(({ status }) => status === 'measured').map(({ name }) => name),
    ),
  );
  const judged = specs.filter(({ name }) => measured.has(name));
  return judged.map(({ name }) => ({
    server,
    scenario: name,
    profile: profileOf(server),
    folds: folds.map(({ held, others }) => ({ held: only(held, name), others: only(others, name) })),
    faults: [...faults].flatMap(([fault, records]) => {
      const known = faultNamed(fault);
      return known !== undefined && isPlantedIn(known, server, name)
        ? [{ name: fault, records: only(records, name) }]
        : [];
    }),
    resampling: { gates: perServer, seed },
    tries: { tries, seed },
  }));
}

/** What is there of a server, by the host it was measured on. */
function described(recorded: Recorded): Detection['recorded'] {
  return byHost(allOf(recorded)).flatMap((host) => {
    const [first] = host;
    if (first === undefined) return [];
    const speeds = host.map(speedOf).filter((ms) => ms > 0);
    const faults = [...recorded.faults.keys()].map(
      (name) => [name, host.filter(({ fault }) => fault === name).length] as const,
    );
    return {
      server: recorded.server,
      image: imageName(first.results.server),
      cpu: first.results.host.cpu,
      calibratorMs: speeds.length === 0 ? null : middle(speeds),
      commits: [...new Set(host.map(({ commit }) => commit))],
      meters: [...new Set(host.map(({ meter }) => meter))],
      gates: asItIs(host),
      faults: Object.fromEntries(faults.filter(([, times]) => times > 0)),
    };
  });
}

/** Gates without a fault, by what stood beside them. */
function asItIs(records: readonly GateRecord[]) {
  const count = (wanted: Condition) =>
    records.filter(({ fault, condition }) => fault === null && condition === wanted).length;
  return { quiet: count('quiet'), neighbour: count('neighbour') };
}

function recordedTarget(servers: readonly Recorded[]): Detection['targets'][number] {
  const all = servers.map(({ server, gates }) => ({ server, ...asItIs(gates) }));
  return {
    name: 'gates that were measured',
    target: `${WANTED} of each of two servers, half beside a neighbour`,
    actual: all.map(({ server, quiet, neighbour }) => `${server} ${quiet} + ${neighbour}`).join(', '),
    met: all.length >= 2 && all.every(({ quiet, neighbour }) => Math.min(quiet, neighbour) >= WANTED / 2),
  };
}

function nothing(cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: 'there are too few recorded gates to judge',
    cause,
    next: 'record some, which takes 10 to 20 minutes each: `npx aerometer detection --gates 4`, as often as it needs',
  });
}
