import type { Burnt } from '../containers/load';

/** A CPU figure is outside when it is off by more than both. */
export const CPU_SHARE = 0.01;
export const CPU_MS = 0.5;
export const PEAK_BYTES = 256 * 1024;
/** Of one Ethernet frame and its TCP acknowledgement: what the payload does not hold (RFC 894, RFC 791, RFC 9293). */
const WIRE_SHARE = 0.1;
const WIRE_BYTES = 4096;

export interface Judged {
  readonly truth: number;
  /** null: it was not taken, and its source says why. */
  readonly figure: number | null;
  readonly error: number | null;
  /** How far the figure may be off, as stated beforehand. */
  readonly bound: number;
  readonly outside: boolean;
}

/** How far a CPU figure may be from a truth of so many ms. */
export function cpuBound(truthMs: number): number {
  return Math.max(CPU_MS, CPU_SHARE * truthMs);
}

/**
 * What the loops took. A switch itself is charged to the thread that leaves or to the one that comes, which only the
 * scheduler knows: half of that is counted, and the other half is the truth's own error.
 */
export function burntMs({ workedMs, unsureMs }: Burnt): number {
  return workedMs + unsureMs / 2;
}

/**
 * Why a burn is no known dose, or null. Never by the measured figure: only by what the load says of itself, by its chunks
 * and by the thread clock. Such a dose is given again, and both are in the results.
 */
export function whyUnknown(burnt: Burnt): string | null {
  const truth = burntMs(burnt);
  const half = cpuBound(truth) / 2;
  if (burnt.unsureMs / 2 > half)
    return `others ran on its CPU: ${burnt.unsureMs.toFixed(2)} ms of switches may be charged to either`;
  if (Math.abs(burnt.clockMs - truth) > half)
    return `the host took the CPU away unannounced: its loops took ${truth.toFixed(2)} ms, the thread clock says ${burnt.clockMs.toFixed(2)}`;
  return null;
}

/** `askedMs`: what a dose without loops costs the load, which takes it from its socket and answers. */
export function judgeCpu(burnt: Burnt, askedMs: number, figure: number | null): Judged {
  const truth = burntMs(burnt) + askedMs;
  return within(truth, figure, cpuBound(truth));
}

export function judgeBytes(truth: number, figure: number | null, bound = PEAK_BYTES): Judged {
  return within(truth, figure, bound);
}

/** Bytes at an interface: the payload, and headers and acknowledgements above it, never less. */
export function judgeTraffic(payload: number, figure: number | null): Judged {
  const bound = payload * WIRE_SHARE + WIRE_BYTES;
  const judged = within(payload, figure, bound);
  return { ...judged, outside: judged.outside || (figure ?? payload) < payload };
}

/** Exactly so many of that endpoint, and none of any other. */
export function judgeRequests(
  endpoint: string,
  times: number,
  requests: Readonly<Record<string, number>> | null,
): { right: number; wrong: number } {
  const found = requests ?? {};
  const other = Object.entries(found).reduce((sum, [name, n]) => (name === endpoint ? sum : sum + n), 0);
  const wrong = Math.min(times, Math.abs((found[endpoint] ?? 0) - times) + other);
  return { right: times - wrong, wrong };
}

function within(truth: number, figure: number | null, bound: number): Judged {
  if (figure === null) return { truth, figure, error: null, bound, outside: true };
  const error = figure - truth;
  return { truth, figure, error, bound, outside: Math.abs(error) > bound };
}
