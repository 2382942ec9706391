import { setTimeout as pause } from 'node:timers/promises';
import type { User } from '../containers/more-users';
import { costOf } from '../meter/cost';
import { pointsOf } from '../meter/timeline';
import { heldIn } from '../report/parts/held';
import { slopesOf } from '../report/parts/idle-figures';
import type { PopulationsData } from '../report/parts/populations-schema';
import { type Bench, tell } from '../run/bench';
import { wearIn } from '../run/wear-in';
import { type Idler, idler, lostOf, openUpTo } from './open-many';
import { EVERY_MS } from './populations-poll';
import { readerOf, requestsBetween } from './reader';

type Push = PopulationsData['push'];

const QUARTERS = [0.25, 0.5, 0.75, 1];

/** The push population on a fresh server: every user idles at INBOX, and stays for as long as a period of the others lasts. */
export async function pushPopulation(
  bench: Bench,
  { users, lastsMs }: { readonly users: readonly User[]; readonly lastsMs: number },
): Promise<Push> {
  await bench.freshServer();
  const { stack } = await bench.ready();
  const read = readerOf(bench, stack);
  await wearIn(stack, () => read('after'));
  tell({ event: 'note', text: `${users.length} users idle` });
  const before = await read('before');
  const zero = await stack.agent.watch(stack.server.target, EVERY_MS);
  const idlers: Idler[] = [];
  const wires = () => idlers.map(({ wire }) => wire);
  const readings: Push['readings'] = [{ sessions: 0, ...heldIn(before) }];
  let refused: string | null = null;
  try {
    for (const share of QUARTERS) {
      const count = Math.round(share * users.length);
      const limit = await openUpTo(idlers.length, count, async (number) => {
        idlers.push(await idler(stack.server, users[number - 1] as User));
      });
      const lost = lostOf(wires()) ?? limit;
      if (lost !== null) {
        refused = `${lost.answer}, at ${lost.sessions} sessions`;
        break;
      }
      readings.push({ sessions: idlers.length, ...heldIn(await read('after')) });
    }
    const opened = await read('after');
    await pause(lastsMs);
    const after = await read('after');
    return {
      opened: idlers.length,
      refused: refused ?? lostOf(wires())?.answer ?? null,
      points: pointsOf(await stack.agent.unwatch(), zero),
      before: heldIn(before),
      readings,
      boundBytes: costOf(before, after, 1, bench.plan.cpus).bounds.retainedRssBytes ?? null,
      lastedMs: after.at - opened.at,
      cpuMs: after.cpuMs - opened.cpuMs,
      requests: requestsBetween(opened, after),
      openingCpuMs: opened.cpuMs - before.cpuMs,
    };
  } finally {
    for (const wire of wires()) wire.close();
  }
}

/** What one session more holds, by these readings. */
export function sessionHeld({ readings }: Pick<Push, 'readings'>): PopulationsData['perSession'] {
  const { rss, pss, anon } = slopesOf(readings);
  return {
    rssBytes: rss?.value ?? null,
    pssBytes: pss?.value ?? null,
    anonBytes: anon?.value ?? null,
    source: 'the users who idle here',
  };
}
