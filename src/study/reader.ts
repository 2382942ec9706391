import type { Reading } from '../agent/protocol';
import { EXIT, Failure } from '../config/failure';
import type { Stack } from '../containers/stack';
import type { Bench } from '../run/bench';

/** Reads what the server at hand has cost so far; the time that it waits for rest is the bench's. */
export type Read = (moment: 'before' | 'after') => Promise<Reading>;

export function readerOf(bench: Bench, { probe, server, metricsUrl }: Stack): Read {
  return async (moment) => {
    const reading = await probe.read(server.target, moment, metricsUrl);
    bench.time.settlingMs += reading.settledMs;
    return reading;
  };
}

/** Storage requests between two readings; null where the server has no such storage. Throws Failure where counters went back. */
export function requestsBetween(before: Reading, after: Reading): Record<string, number> | null {
  const [from, to] = [before.requests, after.requests];
  if (!from || !to) return null;
  const counts = Object.entries(to).map(([name, count]) => [name, count - (from[name] ?? 0)] as const);
  if (counts.some(([, count]) => count < 0))
    throw new Failure(EXIT.unmeasured, {
      fact: "Garage's request counters went backwards",
      cause: 'it was started anew between two readings',
      next: "look at the storage's last log lines",
    });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
