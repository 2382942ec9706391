import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { User } from '../containers/more-users';
import { deliver } from '../imap/deliver';
import { login } from '../imap/login';
import { oneMail } from '../mailbox/generated';
import type { IdleData } from '../report/parts/idle-schema';
import { type Bench, tell } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import type { Wakes } from './idle-wanted';
import { type Idler, select } from './open-many';
import { readerOf, requestsBetween } from './reader';

const MAIL_BYTES = 4096;
/** How often it is looked whether all have heard. When each heard is noted by itself, at once. */
const LOOK_MS = 5;

/**
 * Mails that arrive while `level` of the idlers are left: the others leave first. Ends early where not all hear of one
 * within the deadline, for the next would be heard with it. A first mail goes unmeasured: it opens what the others find open.
 */
export async function wakeUps(
  bench: Bench,
  {
    idlers,
    level,
    user,
    mails,
    deadlineMs,
  }: Omit<Wakes, 'levels'> & { idlers: Idler[]; level: number; user: User },
): Promise<IdleData['wakeUps']> {
  const { stack } = await bench.ready();
  const read = readerOf(bench, stack);
  for (const { wire } of idlers.splice(level)) wire.close();
  tell({ event: 'note', text: `mails arrive for ${level} idle sessions` });
  let there = await mailsNow(bench, user);
  const found: IdleData['wakeUps'] = [];
  for (let mail = 0; mail <= mails; mail += 1) {
    const before = await read('after');
    const { bytes } = oneMail(MAIL_BYTES, { serial: ++bench.serial });
    there += 1;
    const since = performance.now();
    await deliver(stack.server.lmtp, user.address, bytes, COMMAND_MS);
    const takenMs = performance.now() - since;
    const knows = ({ mails: heard }: Idler) => heard >= there;
    while (!idlers.every(knows) && performance.now() - since < deadlineMs) await pause(LOOK_MS);
    const heard = idlers.filter(knows).map(({ heardAt }) => heardAt - since);
    const after = await read('after');
    if (mail > 0 || heard.length < level)
      found.push({
        idlers: level,
        takenMs,
        firstMs: heard.length > 0 ? Math.min(...heard) : null,
        lastMs: heard.length === level && level > 0 ? Math.max(...heard) : null,
        heard: heard.length,
        cpuMs: after.cpuMs - before.cpuMs,
        requests: requestsBetween(before, after),
      });
    if (heard.length < level) break;
  }
  return found;
}

/** How many mails there are, told by another session. */
async function mailsNow(bench: Bench, user: User): Promise<number> {
  const { stack } = await bench.ready();
  const { wire } = await login(stack.server.imap, user);
  try {
    return await select(wire, 'INBOX');
  } finally {
    wire.close();
  }
}
