import type { Reading } from '../agent/protocol';
import type { Stack } from '../containers/stack';
import { authenticate } from '../imap/login';
import { Wire } from '../imap/wire';

const AT_ONCE = 8;
const MOST_ROUNDS = 12;
/** Rounds in a row that must leave memory where it was, and how far it may stray (bytes). */
const CALM_ROUNDS = 2;
const CALM_WITHIN = 1 << 20;

/**
 * Logs in and out, several at once, until that leaves memory where it was. A password hash takes memory on purpose (Argon2:
 * 19 MiB), and an allocator may keep it for every thread that has computed one: it comes in lumps, with the first logins,
 * and belongs to no session. A server in use has long been through it. `read` reads what the server holds.
 */
export async function wearIn({ server, account }: Stack, read: () => Promise<Reading>): Promise<void> {
  let before = heldBy(await read());
  let calm = 0;
  for (let round = 0; round < MOST_ROUNDS && calm < CALM_ROUNDS; round += 1) {
    const wires = await Promise.all(Array.from({ length: AT_ONCE }, () => Wire.open(server.imap)));
    try {
      await Promise.all(wires.map((wire) => authenticate(wire, account)));
    } finally {
      for (const wire of wires) wire.close();
    }
    const after = heldBy(await read());
    calm = Math.abs(after - before) < CALM_WITHIN ? calm + 1 : 0;
    before = after;
  }
}

function heldBy({ processes, anonBytes }: Reading): number {
  return processes ? processes.reduce((sum, { rss }) => sum + rss, 0) : (anonBytes ?? 0);
}
