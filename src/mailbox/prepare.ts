import { newCredentials } from '../containers/credentials';
import { runErrand } from '../containers/errand';
import { moreUsers, userNamed } from '../containers/more-users';
import { AT, forgetSnapshot, isSnapshot, snapshotName, takeSnapshot } from '../containers/snapshot';
import { Stack, type StackWishes } from '../containers/stack';
import { login } from '../imap/login';
import type { Mailbox } from './mailbox';
import { seed } from './seed';
import { verify, verifyBytes } from './verify';

/** A mailbox and the user whose INBOX it is; null: the measured one, whom every state has. */
export interface Owned {
  readonly user: string | null;
  readonly mailbox: Mailbox;
}

/** A stack on the seeded mailboxes, from its kept state; that is made first, once, where it is not there. */
export async function seededStack(wishes: StackWishes, mailboxes: readonly Owned[]): Promise<Stack> {
  const kept = await Stack.open(wishes);
  if (kept) return kept;
  await makeSeededState(wishes, mailboxes);
  const stack = await Stack.open(wishes);
  if (!stack) throw new Error('a seeded state was made just now, and is not there');
  return stack;
}

/** Has the seeded state made, once, where it is not kept from an earlier run. Throws the signal's reason when it is aborted. */
export async function ensureSeeded(
  wishes: StackWishes,
  mailboxes: readonly Owned[],
  signal: AbortSignal,
): Promise<void> {
  const { docker, snapshotKey, images, run } = wishes;
  if (await isSnapshot(docker, snapshotName(snapshotKey), images.agent, run)) return;
  signal.throwIfAborted();
  await makeSeededState(wishes, mailboxes, signal);
}

async function makeSeededState(
  wishes: StackWishes,
  mailboxes: readonly Owned[],
  signal?: AbortSignal,
): Promise<void> {
  try {
    await seedAndKeep(wishes, mailboxes, signal);
  } catch (error) {
    await forgetSnapshot(wishes.docker, snapshotName(wishes.snapshotKey)).catch(() => undefined);
    throw error;
  }
}

async function seedAndKeep(
  wishes: StackWishes,
  mailboxes: readonly Owned[],
  signal?: AbortSignal,
): Promise<void> {
  const { kind, say, docker } = wishes;
  const sizes = mailboxes.flatMap(({ mailbox }) => mailbox.sizes);
  const megabytes = (sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1);
  const [first] = mailboxes;
  const what = mailboxes.length === 1 ? first?.mailbox.name : `${mailboxes.length} mailboxes`;
  say(
    `Seeding ${kind.name} with ${what}: ${sizes.length} mails, ${megabytes} MB (once; kept for later runs).`,
  );
  await using stack = await Stack.lay(wishes);
  const credentials = await newCredentials();
  await stack.start(credentials, async () => {
    for (const file of kind.stateFiles(credentials))
      await stack.agent.write(`${AT.server}/${file.path}`, file.text, file.owner);
    for (const errand of kind.errands(credentials)) {
      const output = await runErrand(docker, kind, errand, stack.serverWishes(), credentials);
      const written = errand.outputTo?.(output);
      if (written) await stack.agent.write(`${AT.server}/${written.path}`, written.text);
    }
  });
  const since = performance.now();
  const further = mailboxes.flatMap(({ user }) => user ?? []);
  if (further.length > 0) {
    await moreUsers(stack, further);
    await stack.server.restart();
  }
  let compared = 0;
  for (const owned of mailboxes) compared += await fill(stack, owned, signal);
  const seconds = (performance.now() - since) / 1000;
  signal?.throwIfAborted();
  say(
    `Seeded in ${seconds.toFixed(1)} s; count and every size checked, ${compared} mails compared byte for byte.`,
  );
  await stack.halt();
  await takeSnapshot(stack.agent, wishes.snapshotKey.join('\n'), credentials);
}

/** Appends a user's mails and looks at them again. Returns how many were compared byte for byte. */
async function fill(stack: Stack, { user, mailbox }: Owned, signal?: AbortSignal): Promise<number> {
  const account = userNamed(stack, user);
  const session = await login(stack.server.imap, account);
  try {
    await seed(session, mailbox, signal);
    await verify(session, mailbox);
  } finally {
    session.wire.close();
  }
  return verifyBytes(stack.server.imap, account, mailbox);
}
