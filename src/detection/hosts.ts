import { CHANGED } from '../budget/fitness';
import { middle } from '../report/points';
import type { GateRecord } from './record';

/**
 * Hosts of one CPU model may differ in speed: two days' hosts called AMD EPYC took 21.3 and 19.0 ms for the same loops. Medians of gates of one
 * host lay within 3.3 %. Half of what unfits a host for a profile's CPU budgets tells them apart.
 */
const OF_ONE_HOST = CHANGED / 2;

/**
 * Records by the host they were measured on, as its calibrator tells it, the fastest first: starts of two hosts make no gate that could
 * have happened. Those without a calibrator are a host of their own.
 */
export function byHost(records: readonly GateRecord[]): GateRecord[][] {
  const hosts: GateRecord[][] = [];
  for (const record of [...records].sort((a, b) => speedOf(a) - speedOf(b))) {
    const host = hosts.at(-1);
    if (host?.[0] !== undefined && isOfHost(record, host[0])) host.push(record);
    else hosts.push([record]);
  }
  // Their own order, which does not hang on the noise of a calibrator.
  return hosts.map((host) => records.filter((record) => host.includes(record)));
}

/** Whether this one may have been measured on the host of another one. */
export function isOfHost(record: GateRecord, of: GateRecord): boolean {
  const [a, b] = [speedOf(record), speedOf(of)];
  return Math.max(a, b) <= (1 + OF_ONE_HOST) * Math.min(a, b);
}

/** Those of the host that the latest of them was measured on: the one that is likely to measure the next. */
export function ofLatestHost(records: readonly GateRecord[]): GateRecord[] {
  const [latest] = [...records].sort((a, b) => b.recordedAt.localeCompare(a.recordedAt));
  return latest === undefined ? [] : records.filter((record) => isOfHost(record, latest));
}

/** What the calibrator took; ms. 0 where none was measured. */
export function speedOf({ results: { calibrator } }: GateRecord): number {
  return calibrator === null ? 0 : middle(calibrator.cpuMs);
}
