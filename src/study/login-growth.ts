import type { Stack } from '../containers/stack';
import { leave } from '../imap/leave';
import { authenticate } from '../imap/login';
import { Wire } from '../imap/wire';
import { heldIn } from '../report/parts/held';
import type { LoginData } from '../report/parts/login-schema';
import type { Bench } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { readerOf } from './reader';

/**
 * What the server holds after each of some logins one after the other, on a fresh server: an allocator may keep what a
 * password hash took, for one thread after another.
 */
export async function growth(
  bench: Bench,
  stack: Stack,
  { start, logins }: { readonly start: number; readonly logins: number },
): Promise<LoginData['growth']> {
  const read = readerOf(bench, stack);
  const found: LoginData['growth'] = [];
  for (let done = 0; done <= logins; done += 1) {
    if (done > 0) await inAndOut(stack);
    found.push({ start, logins: done, ...heldIn(await read('after')) });
  }
  return found;
}

async function inAndOut({ server, account }: Stack): Promise<void> {
  const wire = await Wire.open(server.imap);
  try {
    await authenticate(wire, account);
    await leave(wire, COMMAND_MS);
  } finally {
    wire.close();
  }
}
