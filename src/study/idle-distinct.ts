import { moreUsers, type User } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { authenticate, mustBeOk } from '../imap/login';
import { heldIn } from '../report/parts/held';
import type { IdleData } from '../report/parts/idle-schema';
import { type Bench, tell } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { holdUpTo } from './idle-hold';
import type { IdleWanted } from './idle-wanted';
import { connected, type Idler, idler, limitAt, lostOf, openUpTo, select } from './open-many';
import { readerOf } from './reader';

type Several = NonNullable<IdleData['several']>;

/**
 * Users with a session each, all idle at INBOX, more and more of them; then some of them watch further mailboxes. Without RFC
 * 5465 NOTIFY that takes a connection a mailbox.
 */
export async function distinctUsers(
  bench: Bench,
  { distinct: { users: counts, several }, stillMs }: IdleWanted,
): Promise<{ hold: IdleData['holds'][number]; several: Several | null }> {
  const { stack } = await bench.ready();
  const watched = Array.from({ length: several.mailboxes - 1 }, (_, i) => `Watched-${i + 2}`);
  const more = { users: several.users, mailboxes: watched };
  const users = await knownUsers(bench, 'u', counts.at(-1) ?? 0, more);
  await bench.freshServer();
  const idlers: Idler[] = [];
  const wires = () => idlers.map(({ wire }) => wire);
  try {
    const open = async (number: number) => void idlers.push(await idler(stack.server, at(users, number)));
    const hold = await holdUpTo(bench, { sessions: counts, stillMs, open, wires });
    const found: Several = { users: several.users, readings: [], limit: null };
    const read = readerOf(bench, stack);
    if (hold.limit !== null) return { hold: { users: 'distinct', ...hold }, several: null };
    for (const [i, mailbox] of [null, ...watched].entries()) {
      const have = idlers.length;
      if (mailbox !== null)
        found.limit = await openUpTo(0, several.users, async (number) => {
          idlers.push(await idler(stack.server, at(users, number), mailbox));
        });
      if (found.limit) found.limit = { ...found.limit, sessions: have + found.limit.sessions };
      found.limit = lostOf(wires()) ?? found.limit;
      if (found.limit !== null) break;
      const reading = await read('after').catch((error: unknown) => {
        found.limit = limitAt(idlers.length, error);
        return null;
      });
      if (reading === null) break;
      found.readings.push({ mailboxes: i + 1, sessions: idlers.length, ...heldIn(reading) });
    }
    return { hold: { users: 'distinct', ...hold }, several: found };
  } finally {
    for (const wire of wires()) wire.close();
  }
}

/**
 * Further users, each of whom has been there once, which makes an empty INBOX; the first of them with more mailboxes. One
 * after the other: maddy 0.8 makes accounts at their first login and refuses some of those that come at the same moment
 * ("CreateUser: sql: no rows in result set"). Throws where a server takes one of them not.
 */
export async function knownUsers(
  bench: Bench,
  prefix: string,
  count: number,
  more: { readonly users: number; readonly mailboxes: readonly string[] } = { users: 0, mailboxes: [] },
): Promise<User[]> {
  const { stack } = await bench.ready();
  tell({ event: 'note', text: `making ${count} users` });
  const names = Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
  const users = await moreUsers(stack, names);
  await bench.freshServer();
  for (const [i, user] of users.entries())
    await firstVisit(stack, user, i < more.users ? more.mailboxes : []);
  return users;
}

async function firstVisit({ server }: Stack, user: User, mailboxes: readonly string[]): Promise<void> {
  const wire = await connected(server, false);
  try {
    await authenticate(wire, user);
    const mails = await select(wire, 'INBOX');
    if (mails > 0) throw new Error(`the INBOX of the further user ${user.login} holds ${mails} mails`);
    for (const name of mailboxes) {
      const made = await wire.run(`CREATE ${name}`, COMMAND_MS);
      mustBeOk(made, `CREATE ${name}`, 'the user was made just now');
    }
  } finally {
    wire.close();
  }
}

function at(users: readonly User[], number: number): User {
  const user = users[number - 1];
  if (user === undefined)
    throw new Error(`there are ${users.length} users, and number ${number} was asked for`);
  return user;
}
