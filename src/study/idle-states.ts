import type { Stack } from '../containers/stack';
import { authenticate } from '../imap/login';
import type { Wire } from '../imap/wire';
import { heldIn } from '../report/parts/held';
import { type IdleData, type SessionState, STATES } from '../report/parts/idle-schema';
import type { Bench } from '../run/bench';
import { refuseIfLost } from '../run/hold';
import { wearIn } from '../run/wear-in';
import { connected, idleAs, select } from './open-many';
import { readerOf } from './reader';

/**
 * Takes sessions from state to state on the server start at hand: all connect, then all log in, then all open INBOX, then all
 * idle, with a reading at each of some numbers of them. So each state is told from the one before it by the same sessions.
 */
export async function throughStates(
  bench: Bench,
  stack: Stack,
  {
    tls,
    start,
    sessions,
  }: { readonly tls: boolean; readonly start: number; readonly sessions: readonly number[] },
): Promise<IdleData['steps']> {
  const read = readerOf(bench, stack);
  const steps: IdleData['steps'] = [];
  const note = async (state: SessionState, reached: number) => {
    const reading = await read('after');
    refuseIfLost(wires);
    steps.push({ tls, start, state, sessions: reached, ...heldIn(reading) });
  };
  const wires: Wire[] = [];
  const enter: Record<SessionState, (number: number) => Promise<void>> = {
    connected: async () => void wires.push(await connected(stack.server, tls)),
    authenticated: (number) => authenticate(at(wires, number), stack.account),
    selected: async (number) => void (await select(at(wires, number), 'INBOX')),
    idling: (number) => idleAs({ wire: at(wires, number), mails: 0, heardAt: 0 }),
  };
  try {
    await wearIn(stack, () => read('after'));
    await note('connected', 0);
    for (const state of STATES) {
      let reached = 0;
      for (const wanted of sessions) {
        while (reached < wanted) await enter[state](reached++);
        await note(state, reached);
      }
    }
    return steps;
  } finally {
    for (const wire of wires) wire.close();
  }
}

function at(wires: readonly Wire[], number: number): Wire {
  const wire = wires[number];
  if (wire === undefined) throw new Error(`session ${number + 1} has not connected`);
  return wire;
}
