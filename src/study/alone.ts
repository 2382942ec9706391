import type { Reading } from '../agent/protocol';
import { EXIT, Failure, reasonOf } from '../config/failure';
import type { Stack } from '../containers/stack';
import { answerOf } from '../imap/answer';
import type { Completion } from '../imap/wire';
import { costOf } from '../meter/cost';
import type { BrokenOff } from '../report/parts/broken-off';
import type { Sample } from '../report/schema';
import { type Bench, tell } from '../run/bench';
import { reasonWith } from '../run/measure';
import { wearHeap } from '../run/wear-heap';

/** A server that was started and warmed for one reading: nothing that was done before hides what the next command takes. */
export async function freshStack(bench: Bench): Promise<Stack> {
  await bench.freshServer();
  const { stack } = await bench.ready();
  await bench.starting(() => wearHeap(stack));
  return stack;
}

export async function readingOf(bench: Bench, stack: Stack, moment: 'before' | 'after'): Promise<Reading> {
  const { probe, server, metricsUrl } = stack;
  const reading = await probe.read(server.target, moment, metricsUrl);
  bench.time.settlingMs += reading.settledMs;
  return reading;
}

/** What lies between two readings: done `executions` times, the last of which answers. */
export async function sampleOf(
  bench: Bench,
  stack: Stack,
  work: (execution: number) => Promise<Completion | null>,
  executions = 1,
): Promise<Sample> {
  const before = await readingOf(bench, stack, 'before');
  const since = performance.now();
  let done: Completion | null = null;
  for (let i = 0; i < executions; i += 1) done = await work(i);
  const wallMs = (performance.now() - since) / executions;
  const after = await readingOf(bench, stack, 'after');
  return {
    ...costOf(before, after, executions, bench.plan.cpus),
    pass: 'memory',
    kind: 'first',
    start: bench.serverStarts,
    executions,
    wallMs,
    untagged: done === null ? {} : { ...answerOf(done).untagged },
  };
}

/** Throws Failure where the answer is not what was asked for: fast but wrong is no figure. */
export function refuse(wrong: string | null, said: string): void {
  if (wrong === null) return;
  throw new Failure(EXIT.unmeasured, {
    fact: `Wrong answer: ${wrong}`,
    cause: `it said: ${said}`,
    next: "look at the server's last log lines",
  });
}

/**
 * Does one piece of a part. Where the server does not survive it or answers wrongly, that is noted with its last words, and a
 * new server stands for the next piece. Throws what is not the server's fault (exit codes 2 and 3).
 */
export async function survives<T>(
  bench: Bench,
  what: string,
  brokenOff: BrokenOff[],
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const machine = error instanceof Failure && error.exitCode !== EXIT.unmeasured;
    const { why, lines } = await bench.lastWords();
    await bench.discard().catch(() => undefined);
    if (machine) throw error;
    const reason = reasonWith(why, error);
    tell({ event: 'note', text: `${what}: ${reason}` });
    brokenOff.push({ what, reason, log: lines });
    return null;
  }
}

/** Throws where nothing at all was measured: a part without a figure is none. */
export function refuseEmpty(figures: readonly unknown[], brokenOff: readonly BrokenOff[]): void {
  const [first] = brokenOff;
  if (figures.length > 0 || first === undefined) return;
  throw new Failure(EXIT.unmeasured, {
    fact: 'Nothing of this part could be measured',
    cause: `first ${first.what}: ${reasonOf(first.reason)}`,
    next: "look at the server's last log lines",
  });
}
