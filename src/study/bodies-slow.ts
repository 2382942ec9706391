import { setTimeout as pause } from 'node:timers/promises';
import type { Reading } from '../agent/protocol';
import { within } from '../config/deadline';
import { reasonOf } from '../config/failure';
import { costOf } from '../meter/cost';
import type { SlowReading } from '../report/parts/bodies-measured';
import type { Bench } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { freshStack, readingOf } from './alone';
import { wrongOf } from './bodies-answer';
import { opened, type Queried } from './bodies-mailboxes';

/** A client that takes its answer more slowly than the server could send it. */
export interface Unhurried {
  readonly line: string;
  readonly mails: readonly number[];
  readonly starts: number;
  /** Bytes a second; 0: it reads nothing until it was looked at what the server holds. */
  readonly rate: number;
  /** What is looked at after so long at least, and as soon as the server's memory stays where it is. */
  readonly leastMs: number;
  readonly mostMs: number;
}

const LOOK_EVERY_MS = 500;
/** Memory that strays no further stays where it is. */
const CALM_WITHIN = 256 << 10;

/** One command whose answer is taken slowly, on a fresh server: what the server holds while the client lets it wait. */
export async function slowReading(bench: Bench, queried: Queried, wanted: Unhurried): Promise<SlowReading> {
  const { N, B, M } = queried;
  const stack = await freshStack(bench);
  const { wire } = await opened(stack, queried);
  try {
    const before = await readingOf(bench, stack, 'before');
    const taken = wire.received;
    const since = performance.now();
    wire.pace(wanted.rate);
    const answer = wire.send(wanted.line);
    // It is waited for below; until then a connection that ends must not end this process.
    answer.catch(() => undefined);
    const held = await calm(wanted, () => readingOf(bench, stack, 'after'));
    const heldMs = performance.now() - since;
    const receivedBytes = wire.received - taken;
    const cost = costOf(before, held, 1, bench.plan.cpus);
    wire.pace(Number.POSITIVE_INFINITY);
    const outcome = await within(COMMAND_MS, 'the rest of the answer', () => answer).then(
      (done) => wrongOf(done, wanted.line, queried) ?? 'whole',
      reasonOf,
    );
    return {
      mailbox: { N, B, M },
      start: bench.serverStarts,
      rate: wanted.rate,
      heldMs,
      receivedBytes,
      heldRssBytes: cost.retainedRssBytes,
      peakRssBytes: cost.peakRssBytes,
      bodiesRead: cost.requests === null ? null : (cost.requests['s3:GetObject'] ?? 0),
      rested: held.settled,
      outcome,
      boundBytes: cost.bounds.retainedRssBytes ?? null,
    };
  } finally {
    wire.close();
  }
}

/** The reading after which nothing changed any more; the last one where that did not come about in time. */
async function calm(
  { leastMs, mostMs }: Pick<Unhurried, 'leastMs' | 'mostMs'>,
  read: () => Promise<Reading>,
): Promise<Reading> {
  const since = performance.now();
  await pause(leastMs);
  for (let last = await read(); ; ) {
    await pause(LOOK_EVERY_MS);
    const next = await read();
    if (Math.abs(rssOf(next) - rssOf(last)) < CALM_WITHIN || performance.now() - since > mostMs) return next;
    last = next;
  }
}

function rssOf({ processes }: Reading): number {
  return (processes ?? []).reduce((sum, { rss }) => sum + rss, 0);
}
