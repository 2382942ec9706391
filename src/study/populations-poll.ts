import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../config/failure';
import type { ImapServer } from '../containers/imap-server';
import type { User } from '../containers/more-users';
import { leave } from '../imap/leave';
import { authenticate } from '../imap/login';
import { costOf } from '../meter/cost';
import { pointsOf } from '../meter/timeline';
import { heldIn } from '../report/parts/held';
import type { PopulationsData } from '../report/parts/populations-schema';
import { type Bench, tell } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { wearIn } from '../run/wear-in';
import { connected, select } from './open-many';
import { readerOf, requestsBetween } from './reader';

type Poll = PopulationsData['poll'];

/** How often CPU and RSS are noted. */
export const EVERY_MS = 100;

/**
 * The poll population on a fresh server: in each round every client connects at a moment of its own, logs in, opens INBOX, and
 * logs out when the tick is over. A poll that comes while the last one of the same client lasts is another connection.
 */
export async function pollPopulation(
  bench: Bench,
  {
    users,
    phases,
    periodMs,
    tickMs,
    rounds,
  }: {
    readonly users: readonly User[];
    readonly phases: readonly number[];
    readonly periodMs: number;
    readonly tickMs: number;
    readonly rounds: number;
  },
): Promise<Poll> {
  await bench.freshServer();
  const { stack } = await bench.ready();
  const read = readerOf(bench, stack);
  await wearIn(stack, () => read('after'));
  tell({ event: 'note', text: `${users.length} clients poll, ${rounds} times each` });
  const before = await read('before');
  const zero = await stack.agent.watch(stack.server.target, EVERY_MS);
  const since = performance.now();
  const polls: Poll['polls'] = [];
  const failed: string[] = [];
  const one = async (user: User, dueMs: number) => {
    await pause(dueMs - (performance.now() - since));
    const fromMs = performance.now() - since;
    try {
      await poll(stack.server, user, tickMs);
      polls.push({ dueMs, fromMs, toMs: performance.now() - since });
    } catch (error) {
      failed.push(reasonOf(error));
    }
  };
  await Promise.all(
    users.flatMap((user, i) =>
      Array.from({ length: rounds }, (_, round) => one(user, round * periodMs + (phases[i] ?? 0))),
    ),
  );
  // The last round is as long as the others, also where nobody polls at its end.
  await pause(Math.max(0, rounds * periodMs - (performance.now() - since)));
  const lastedMs = performance.now() - since;
  const points = pointsOf(await stack.agent.unwatch(), zero);
  const after = await read('after');
  const { peakRssBytes, bounds } = costOf(before, after, 1, bench.plan.cpus);
  return {
    polls: polls.sort((a, b) => a.fromMs - b.fromMs),
    failed,
    points,
    before: heldIn(before),
    after: heldIn(after),
    peakBytes: peakRssBytes,
    boundBytes: bounds.peakRssBytes ?? null,
    lastedMs,
    cpuMs: after.cpuMs - before.cpuMs,
    requests: requestsBetween(before, after),
  };
}

/** The text's poll. It lasts a tick at least, as if the client looked at what it found. */
async function poll(server: ImapServer, user: User, tickMs: number): Promise<void> {
  const since = performance.now();
  const wire = await connected(server, false);
  try {
    await authenticate(wire, user);
    await select(wire, 'INBOX');
    await pause(Math.max(0, tickMs - (performance.now() - since)));
    await leave(wire, COMMAND_MS);
  } finally {
    wire.close();
  }
}
