import { EXIT, Failure } from '../config/failure';
import type { StackWishes } from '../containers/stack';
import { login } from '../imap/login';
import { type Owned, seededStack } from '../mailbox/prepare';

/**
 * Starts a side once on the filled mailboxes and logs in, so that an image of another server, or one that refuses the account, is named at
 * once and not sixty times. Throws Failure (exit code 5).
 */
export async function mustOpen(
  side: 'base' | 'head',
  wishes: StackWishes,
  mailboxes: readonly Owned[],
): Promise<void> {
  try {
    await using stack = await seededStack(wishes, mailboxes);
    const { wire } = await login(stack.server.imap, stack.account);
    wire.close();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      error.exitCode === EXIT.machine ? EXIT.machine : EXIT.unmeasured,
      {
        fact: `The ${side}, ${wishes.images.server}, does not serve the mailboxes that the base has filled`,
        cause: `${error.fact} (${error.why})`,
        next: `check that it is an image of ${wishes.kind.name} (--server), and that it takes docker/${wishes.kind.name}'s config; one that cannot read the base's state is measured alone: npx aerometer run --gate, then compare the two runs`,
      },
      { cause: error },
    );
  }
}
