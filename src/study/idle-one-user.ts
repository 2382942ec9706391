import { reasonOf } from '../config/failure';
import { userNamed } from '../containers/more-users';
import type { IdleData } from '../report/parts/idle-schema';
import { type Bench, tell } from '../run/bench';
import { holdUpTo } from './idle-hold';
import { firstHeard, wakeUps } from './idle-wake-ups';
import type { IdleWanted } from './idle-wanted';
import { type Idler, idler } from './open-many';

/**
 * Many sessions of one user idle at INBOX: what they hold, more and more of them; what they cost while nothing happens; and
 * what an arriving mail costs, with fewer and fewer of them, so that no garbage of it is in the memory of the many.
 */
export async function oneUser(
  bench: Bench,
  { oneUser: sessions, wakes, stillMs }: IdleWanted,
): Promise<{
  hold: IdleData['holds'][number];
  wakeUps: IdleData['wakeUps'];
  restarted: NonNullable<IdleData['restarted']>;
}> {
  await bench.freshServer();
  const { stack } = await bench.ready();
  const user = userNamed(stack, null);
  // Else what a killed server has left behind would be taken for what a thousand sessions do.
  const restarted = await firstHeard(bench, user, wakes.patienceMs);
  const idlers: Idler[] = [];
  const heard: IdleData['wakeUps'] = [];
  try {
    const open = async () => void idlers.push(await idler(stack.server, user));
    const hold = await holdUpTo(bench, {
      sessions,
      stillMs,
      open,
      wires: () => idlers.map(({ wire }) => wire),
    });
    const left = idlers.filter(({ wire }) => wire.ended === undefined);
    const levels = [...new Set([left.length, ...wakes.levels, 0])]
      .filter((level) => level <= left.length)
      .sort((a, b) => b - a);
    try {
      for await (const one of wakeUps(bench, { ...wakes, levels, user, idlers: left })) heard.push(one);
    } catch (error) {
      if (hold.limit === null) throw error;
      // A server that refused sessions may not deliver either: what was heard until then is kept.
      const text = `after a session was refused, a mail could not be delivered: ${reasonOf(error)}`;
      tell({ event: 'note', text });
    }
    return { hold: { users: 'one', ...hold }, wakeUps: heard, restarted };
  } finally {
    for (const { wire } of idlers) wire.close();
  }
}
