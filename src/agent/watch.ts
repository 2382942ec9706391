import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { Target, Tick } from './protocol';
import { cgroupFor } from './read';
import type { Watched } from './ticks';

let watching: { readonly over: Int32Array; readonly ticks: Promise<Tick[]> } | undefined;

/**
 * Notes the CPU counter and RSS of a container every `everyMs` from now on; one container at a time. Returns the clock.
 * In a thread of its own, which sleeps in one system call: waking an event loop twenty times a second costs twice as much.
 */
export async function watch(target: Target, everyMs: number): Promise<{ at: number }> {
  await unwatch();
  const over = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: Watched = { cgroup: cgroupFor(target), everyMs, over, origin: performance.timeOrigin };
  const worker = new Worker(join(__dirname, 'ticks.js'), { workerData });
  await once(worker, 'message'); // the first tick is noted: what starting costs is over
  const ticks = once(worker, 'message').then(([noted]) => noted as Tick[]);
  ticks.catch(() => undefined); // told to whoever stops it
  watching = { over, ticks };
  return { at: performance.now() };
}

/** What it noted; it ends earlier where the container did. Throws where the thread failed. */
export async function unwatch(): Promise<Tick[]> {
  if (!watching) return [];
  const { over, ticks } = watching;
  watching = undefined;
  Atomics.store(over, 0, 1);
  Atomics.notify(over, 0);
  return ticks;
}
