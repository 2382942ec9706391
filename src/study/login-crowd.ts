import { performance } from 'node:perf_hooks';
import type { Stack } from '../containers/stack';
import { leave } from '../imap/leave';
import { authenticate } from '../imap/login';
import { Wire } from '../imap/wire';
import { costOf } from '../meter/cost';
import { heldIn } from '../report/parts/held';
import type { LoginData } from '../report/parts/login-schema';
import type { Bench } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { refuseIfLost } from '../run/hold';
import { readerOf } from './reader';

type Crowd = LoginData['crowds'][number];

/**
 * Memory of many logins, on a fresh server. All are connected first, so that at once means at once: every LOGIN is sent
 * before the first is answered. One after the other is the same with each answer waited for.
 */
export async function crowd(
  bench: Bench,
  stack: Stack,
  { order, start, logins }: Pick<Crowd, 'order' | 'start' | 'logins'>,
): Promise<Crowd> {
  const { server, account } = stack;
  const read = readerOf(bench, stack);
  const warmed = heldIn(await read('before'));
  const wires: Wire[] = [];
  try {
    while (wires.length < logins) wires.push(await Wire.open(server.imap));
    const before = await read('before');
    const since = performance.now();
    if (order === 'at once') await Promise.all(wires.map((wire) => authenticate(wire, account)));
    else for (const wire of wires) await authenticate(wire, account);
    const wallMs = performance.now() - since;
    const after = await read('after');
    refuseIfLost(wires);
    const { cpuMs, peakRssBytes, sources } = costOf(before, after, 1, bench.plan.cpus);
    for (const wire of wires) {
      await leave(wire, COMMAND_MS);
      wire.close();
    }
    return {
      order,
      start,
      logins,
      warmed,
      connected: heldIn(before),
      loggedIn: heldIn(after),
      left: heldIn(await read('after')),
      peakBytes: peakRssBytes,
      peakSource: sources.peakRssBytes ?? 'VmHWM of each process',
      cpuMs: cpuMs ?? after.cpuMs - before.cpuMs,
      wallMs,
    };
  } finally {
    for (const wire of wires) wire.close();
  }
}
