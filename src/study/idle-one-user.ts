import { reasonOf } from '../config/failure';
import { userNamed } from '../containers/more-users';
import type { IdleData } from '../report/parts/idle-schema';
import { type Bench, tell } from '../run/bench';
import { holdUpTo } from './idle-hold';
import { wakeUps } from './idle-wake-ups';
import type { IdleWanted } from './idle-wanted';
import { type Idler, idler } from './open-many';

/**
 * Many sessions of one user idle at INBOX: what they hold, more and more of them; what they cost while nothing happens; and
 * what an arriving mail costs, with fewer and fewer of them, so that no garbage of it is in the memory of the many.
 */
export async function oneUser(
  bench: Bench,
  { oneUser: sessions, wakes, stillMs }: IdleWanted,
): Promise<{ hold: IdleData['holds'][number]; wakeUps: IdleData['wakeUps'] }> {
  await bench.freshServer();
  const { stack } = await bench.ready();
  const user = userNamed(stack, null);
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
    const there = idlers.filter(({ wire }) => wire.ended === undefined).length;
    const levels = [...new Set([there, ...wakes.levels, 0])].filter((n) => n <= there).sort((a, b) => b - a);
    idlers.splice(0, idlers.length, ...idlers.filter(({ wire }) => wire.ended === undefined));
    try {
      for (const level of levels) heard.push(...(await wakeUps(bench, { idlers, level, user, ...wakes })));
    } catch (error) {
      if (hold.limit === null) throw error;
      // The server that refused sessions does not deliver either: that is found, and what was measured is kept.
      tell({
        event: 'note',
        text: `after it refused a session, a mail could not be delivered: ${reasonOf(error)}`,
      });
    }
    return { hold: { users: 'one', ...hold }, wakeUps: heard };
  } finally {
    for (const { wire } of idlers) wire.close();
  }
}
