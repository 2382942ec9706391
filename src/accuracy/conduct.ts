import { setTimeout as pause } from 'node:timers/promises';
import { METRICS_URL } from '../containers/garage';
import { s3Request } from '../containers/s3-request';
import { type Bench, measured, type Taken } from './bench';
import { asking, beside, calibrate, cpuDose } from './burns';
import type { Programme, RequestDose } from './doses';
import { judgeBytes, judgeRequests, judgeTraffic } from './judge';
import type { Accuracy, CpuResult, Dose } from './schema';

const WATCH_EVERY_MS = 50;
const QUIET_MS = 6500;

/** What the doses came to; filled as they are given. */
export interface Found {
  readonly calibrations: number[];
  readonly doses: Dose[];
  readonly spikes: Accuracy['spikes'];
  readonly requests: Accuracy['requests'];
  readonly overheadMs: number[];
  /** Of readings of an idle load. */
  readonly settlingMs: number[];
  charged: Accuracy['summary']['charged'];
  probePercentOfCore: number;
}

type Say = (line: string) => void;

export async function conduct(bench: Bench, programme: Programme, say: Say): Promise<Found> {
  const found: Found = {
    calibrations: [],
    doses: [],
    spikes: [],
    requests: [],
    overheadMs: [],
    settlingMs: [],
    charged: { cpuMs: 0, bytes: 0, readings: 0 },
    probePercentOfCore: 0,
  };
  await warmUp(bench);
  const parts: readonly [string, (bench: Bench, programme: Programme, found: Found) => Promise<void>][] = [
    ['children that live and that exit', childDoses],
    [`${programme.cpu.length} CPU doses`, cpuDoses],
    [`${programme.peak.length} peak doses`, peakDoses],
    [`${programme.spikes.count} spikes of ${programme.spikes.holdMs} ms`, spikes],
    ['memory that is kept, leaked, dropped', retainedDoses],
    [`${total(programme.requests)} S3 requests`, requestDoses],
    ['bytes sent and received', trafficDoses],
    [`${programme.emptyReadings} readings of an idle load`, emptyReadings],
    ['the probe itself', probeItself],
  ];
  for (const [name, part] of parts) {
    say(`  ${name}`);
    await part(bench, programme, found);
  }
  return found;
}

/** What the load's code, and Garage, do for the first time is not what is dosed. */
async function warmUp({ load, s3, credentials, neighbour }: Bench): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    await load.burn(1_000_000, 4);
    await load.spike(1 << 20, 1);
    await load.child(1 << 20, 'exits');
    await load.receive(1 << 16);
    await load.send(1 << 16);
    await load.request(s3, s3Request('PutObject', 1024, credentials), 2);
  }
  await neighbour?.burn(1_000_000, 1);
}

async function cpuDoses(bench: Bench, { cpu }: Programme, found: Found): Promise<void> {
  const loopNs = await calibrate(bench.load);
  found.calibrations.push(loopNs);
  const asked = await asking(
    bench,
    cpu.map(({ threads }) => threads),
  );
  for (const block of blocksOf(cpu)) {
    await beside(bench.neighbour, block.busy, async () => {
      for (const dose of block.doses)
        found.doses.push(await cpuDose(bench, dose, { loopNs, asked }, (taken) => note(found, taken)));
    });
    found.calibrations.push(await calibrate(bench.load));
  }
}

async function peakDoses(bench: Bench, { peak }: Programme, found: Found): Promise<void> {
  for (const { busy, doses } of blocksOf(peak)) {
    await beside(bench.neighbour, busy, async () => {
      for (const { bytes, holdMs } of doses) {
        const taken = await measured(bench, () => bench.load.spike(bytes, holdMs));
        note(found, taken);
        found.doses.push({
          kind: 'peak',
          ...judgeBytes(bytes, taken.cost.peakRssBytes),
          holdMs,
          busy: busy && bench.neighbour !== null,
        });
      }
    });
  }
}

async function spikes(bench: Bench, programme: Programme, found: Found): Promise<void> {
  const { count, bytes, holdMs } = programme.spikes;
  for (let i = 0; i < count; i += 1) {
    const size = bytes[i % bytes.length] as number;
    const taken = await measured(bench, () => bench.load.spike(size, holdMs));
    note(found, taken);
    const { truth, figure, error } = judgeBytes(size, taken.cost.peakRssBytes);
    found.spikes.push({ truth, figure, error });
  }
}

async function retainedDoses(bench: Bench, { retained }: Programme, found: Found): Promise<void> {
  for (const { do: what, bytes } of retained) {
    const taken = await measured(bench, () =>
      what === 'drop' ? bench.load.drop() : bench.load[what](bytes),
    );
    note(found, taken);
    const truth = what === 'drop' ? -bytes : bytes;
    found.doses.push({ kind: 'retained', ...judgeBytes(truth, taken.cost.retainedRssBytes), do: what });
  }
}

async function childDoses(bench: Bench, { children }: Programme, found: Found): Promise<void> {
  for (const { fate, bytes } of children) {
    const taken = await measured(bench, () => bench.load.child(bytes, fate));
    note(found, taken);
    await bench.load.reap();
    const { peakRssBytes, sources, bounds } = taken.cost;
    const source = sources.peakRssBytes ?? '';
    const judged =
      fate === 'lives'
        ? judgeBytes(bytes + taken.said, peakRssBytes)
        : judgeBytes(bytes, peakRssBytes, bounds.peakRssBytes);
    // Null is an honest figure for a child that took its mark with it; one that leaves it out without a word is not.
    const said = fate === 'exits' && peakRssBytes === null && /exited/.test(source);
    found.doses.push({ kind: 'child', ...judged, outside: said ? false : judged.outside, fate, source });
  }
}

async function requestDoses(bench: Bench, programme: Programme, found: Found): Promise<void> {
  for (const { endpoint, times, bytes } of programme.requests) {
    const request = s3Request(endpoint, bytes, bench.credentials);
    const taken = await measured(bench, () => bench.load.request(bench.s3, request, times));
    note(found, taken);
    const counted = taken.cost.requests;
    const { wrong } = judgeRequests(`s3:${endpoint}`, times, counted);
    found.requests.push({ endpoint, times, counted, wrong });
  }
}

async function trafficDoses(bench: Bench, { traffic }: Programme, found: Found): Promise<void> {
  for (const { do: what, bytes } of traffic) {
    const client = await measured(bench, () => bench.load[what](bytes));
    note(found, client);
    const out = what === 'send';
    const direction = out ? ('out' as const) : ('in' as const);
    const seen = client.clientBytes?.[direction] ?? null;
    found.doses.push({ kind: 'traffic', ...judgeTraffic(bytes, seen), side: 'client', direction });
    if (bytes > MOST_IN_A_REQUEST) continue;
    await bench.load.request(bench.s3, s3Request('PutObject', bytes, bench.credentials), 1);
    const request = s3Request(out ? 'PutObject' : 'GetObject', bytes, bench.credentials);
    const storage = await measured(bench, () => bench.load.request(bench.s3, request, 1));
    note(found, storage);
    const there = storage.cost.storageBytes?.[direction] ?? null;
    found.doses.push({ kind: 'traffic', ...judgeTraffic(bytes, there), side: 'storage', direction });
  }
}

/** The load's buffer for a whole request, less its head. */
const MOST_IN_A_REQUEST = 60_000;

/** All that lies between the first and the last of them was charged by reading, or by nobody. */
async function emptyReadings(
  bench: Bench,
  { emptyReadings: readings }: Programme,
  found: Found,
): Promise<void> {
  const { agent, target } = bench;
  // The last dose still has acknowledgements under way, and 5 s after it the kernel confirms by ARP whom it spoke to
  // (arp(7), delay_first_probe_time): neither is charged by reading.
  await pause(QUIET_MS);
  const first = await agent.read(target, 'before', METRICS_URL);
  let last = first;
  for (let i = 0; i < readings; i += 1) {
    const before = await agent.read(target, 'before', METRICS_URL);
    last = await agent.read(target, 'after', METRICS_URL);
    found.settlingMs.push(before.settledMs + last.settledMs);
  }
  const bytes = (['storageBytes', 'clientBytes'] as const).map((side) => {
    const [from, to] = [first[side], last[side]];
    return from && to ? to.in - from.in + to.out - from.out : 0;
  });
  found.charged = {
    cpuMs: (last.cpuMs - first.cpuMs) / readings,
    bytes: bytes.reduce((sum, each) => sum + each, 0),
    readings: 2 * readings,
  };
}

/** Its own CPU time while it watches an idle load as for a timeline: twenty looks a second. */
async function probeItself({ agent, target }: Bench, { watchMs }: Programme, found: Found): Promise<void> {
  await agent.watch(target, WATCH_EVERY_MS);
  const [from, since] = [await agent.cpuMs(), performance.now()];
  await pause(watchMs);
  const [to, until] = [await agent.cpuMs(), performance.now()];
  await agent.unwatch();
  found.probePercentOfCore = ((to - from) / (until - since)) * 100;
}

function note(found: Found, { overheadMs }: Taken<unknown>): void {
  found.overheadMs.push(overheadMs);
}

/** Doses in a row that want the same of the other CPU. */
function blocksOf<T extends { readonly busy: boolean }>(
  doses: readonly T[],
): { busy: boolean; doses: T[] }[] {
  const blocks: { busy: boolean; doses: T[] }[] = [];
  for (const dose of doses) {
    const last = blocks.at(-1);
    if (last?.busy === dose.busy) last.doses.push(dose);
    else blocks.push({ busy: dose.busy, doses: [dose] });
  }
  return blocks;
}

function total(requests: readonly RequestDose[]): number {
  return requests.reduce((sum, { times }) => sum + times, 0);
}

export function isCpu(dose: Dose): dose is CpuResult {
  return dose.kind === 'cpu';
}
