import { newCredentials } from '../containers/credentials';
import { runErrand } from '../containers/errand';
import { AT, forgetSnapshot, isSnapshot, snapshotName, takeSnapshot } from '../containers/snapshot';
import { Stack, type StackWishes } from '../containers/stack';
import { login } from '../imap/login';
import type { Mailbox } from './mailbox';
import { seed } from './seed';
import { verify, verifyBytes } from './verify';

/** A stack on the seeded mailbox, from its kept state; that is made first, once, where it is not there. */
export async function seededStack(wishes: StackWishes, mailbox: Mailbox): Promise<Stack> {
  const kept = await Stack.open(wishes);
  if (kept) return kept;
  await makeSeededState(wishes, mailbox);
  const stack = await Stack.open(wishes);
  if (!stack) throw new Error('a seeded state was made just now, and is not there');
  return stack;
}

/** Has the seeded state made, once, where it is not kept from an earlier run. Throws the signal's reason when it is aborted. */
export async function ensureSeeded(
  wishes: StackWishes,
  mailbox: Mailbox,
  signal: AbortSignal,
): Promise<void> {
  const { docker, snapshotKey, images, run } = wishes;
  if (await isSnapshot(docker, snapshotName(snapshotKey), images.agent, run)) return;
  signal.throwIfAborted();
  await makeSeededState(wishes, mailbox, signal);
}

async function makeSeededState(wishes: StackWishes, mailbox: Mailbox, signal?: AbortSignal): Promise<void> {
  try {
    await seedAndKeep(wishes, mailbox, signal);
  } catch (error) {
    await forgetSnapshot(wishes.docker, snapshotName(wishes.snapshotKey)).catch(() => undefined);
    throw error;
  }
}

async function seedAndKeep(wishes: StackWishes, mailbox: Mailbox, signal?: AbortSignal): Promise<void> {
  const { kind, say, docker } = wishes;
  const bytes = mailbox.sizes.reduce((sum, size) => sum + size, 0);
  say(
    `Seeding ${kind.name} with ${mailbox.name}: ${mailbox.sizes.length} mails, ${(bytes / 1e6).toFixed(1)} MB (once; kept for later runs).`,
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
  const session = await login(stack.server.imap, stack.account);
  await seed(session, mailbox, signal);
  const seconds = (performance.now() - since) / 1000;
  await verify(session, mailbox);
  session.wire.close();
  const compared = await verifyBytes(stack.server.imap, stack.account, mailbox);
  signal?.throwIfAborted();
  say(
    `Seeded in ${seconds.toFixed(1)} s; count and every size checked, ${compared} mails compared byte for byte.`,
  );
  await stack.halt();
  await takeSnapshot(stack.agent, wishes.snapshotKey.join('\n'), credentials);
}
