import { setTimeout as pause } from 'node:timers/promises';
import { METRICS_URL } from '../containers/garage';
import type { Bench } from './bench';
import type { Programme } from './doses';
import type { Found } from './found';

const WATCH_EVERY_MS = 50;
const QUIET_MS = 6500;

/** All that lies between the first and the last of them was charged by reading, or by nobody. */
export async function emptyReadings(
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
export async function probeItself(
  { agent, target }: Bench,
  { watchMs }: Programme,
  found: Found,
): Promise<void> {
  await agent.watch(target, WATCH_EVERY_MS);
  const [from, since] = [await agent.cpuMs(), performance.now()];
  await pause(watchMs);
  const [to, until] = [await agent.cpuMs(), performance.now()];
  await agent.unwatch();
  found.probePercentOfCore = ((to - from) / (until - since)) * 100;
}
