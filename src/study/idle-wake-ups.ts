import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { User } from '../containers/more-users';
import { deliver } from '../imap/deliver';
import { oneMail } from '../mailbox/generated';
import type { IdleData } from '../report/parts/idle-schema';
import { type Bench, tell } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import type { Wakes } from './idle-wanted';
import { type Idler, idler } from './open-many';
import { readerOf, requestsBetween } from './reader';

type WakeUp = IdleData['wakeUps'][number];

const MAIL_BYTES = 4096;
/** Who hears later was not told at once, but looked by a timer. */
const SOON_MS = 1000;
/** How often it is looked whether all have heard. When each heard is noted by itself, at once. */
const LOOK_MS = 5;

/**
 * Mails that arrive while fewer and fewer idle at the mailbox: at each number the others leave first. The next number comes
 * early where not all hear of a mail within the deadline, for another would be heard with it; and where they hear of it late.
 */
export async function* wakeUps(
  bench: Bench,
  { idlers, user, levels, mails, deadlineMs }: Wakes & { readonly idlers: Idler[]; readonly user: User },
): AsyncGenerator<WakeUp> {
  let there = Math.max(0, ...idlers.map((one) => one.mails));
  for (const level of levels) {
    for (const { wire } of idlers.splice(level)) wire.close();
    tell({ event: 'note', text: `mails arrive for ${level} idle sessions` });
    const since = performance.now();
    for (let mail = 0; mail <= mails; mail += 1) {
      there += 1;
      const found = await arrival(bench, { idlers, user, there, deadlineMs });
      const late = found.heard < level;
      // The first opens what the others find open, so it tells nothing unless it is not heard.
      if (mail > 0 || late) yield found;
      // A server that looks every half a minute takes that long each time: one mail tells it as well as five.
      if (late || (mail > 0 && performance.now() - since > deadlineMs)) break;
    }
  }
}

/** How long one session that idles waits for the first mail after the server's start. */
export async function firstHeard(
  bench: Bench,
  user: User,
  waitedMs: number,
): Promise<NonNullable<IdleData['restarted']>> {
  const { stack } = await bench.ready();
  const one = await idler(stack.server, user);
  try {
    const wanted = { idlers: [one], user, there: one.mails + 1, deadlineMs: waitedMs };
    return { heardMs: (await arrival(bench, wanted)).firstMs, waitedMs };
  } finally {
    one.wire.close();
  }
}

/** One mail, which all have heard of once they know that so many are `there`. */
async function arrival(
  bench: Bench,
  {
    idlers,
    user,
    there,
    deadlineMs,
  }: {
    readonly idlers: readonly Idler[];
    readonly user: User;
    readonly there: number;
    readonly deadlineMs: number;
  },
): Promise<WakeUp> {
  const { stack } = await bench.ready();
  const read = readerOf(bench, stack);
  const knows = (one: Idler) => one.mails >= there;
  const { bytes } = oneMail(MAIL_BYTES, { serial: ++bench.serial });
  const before = await read('after');
  const since = performance.now();
  await deliver(stack.server.lmtp, user.address, bytes, COMMAND_MS);
  const takenMs = performance.now() - since;
  while (!idlers.every(knows) && performance.now() - since < deadlineMs) await pause(LOOK_MS);
  const heard = idlers.filter(knows).map(({ heardAt }) => heardAt - since);
  const after = await read('after');
  const all = heard.length === idlers.length && idlers.length > 0;
  return {
    idlers: idlers.length,
    takenMs,
    firstMs: heard.length > 0 ? Math.min(...heard) : null,
    lastMs: all ? Math.max(...heard) : null,
    heard: heard.length,
    soon: heard.filter((ms) => ms <= SOON_MS).length,
    cpuMs: after.cpuMs - before.cpuMs,
    requests: requestsBetween(before, after),
  };
}
