import type { Tick } from '../agent/protocol';

/** CPU and RSS at a moment: ms since the watch began, percent of one core, bytes. */
export type Point = [ms: number, cpuPercent: number, rssBytes: number];

/**
 * What ticks say as psutil and psrecord do: the CPU time between two looks over the wall time between them, in percent
 * of one core (more than 100 on several), and the resident set size at the second. `zero` is the tick clock's start.
 */
export function pointsOf(ticks: readonly Tick[], zero: number): Point[] {
  return ticks.slice(1).map((tick, i) => {
    const last = ticks[i] as Tick;
    const cpu = (100 * (tick.cpuMs - last.cpuMs)) / (tick.at - last.at);
    return [round(tick.at - zero), round(cpu), tick.rssBytes];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
