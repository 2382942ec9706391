import { setTimeout as pause } from 'node:timers/promises';
import type { User } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { pointsOf } from '../meter/timeline';
import { expensive as part } from '../report/parts/expensive';
import type { Attack, Expensive } from '../report/parts/expensive-measured';
import { percentile } from '../report/parts/percentile';
import { type Bench, tell } from '../run/bench';
import { freshStack, refuseEmpty, sampleOf, survives } from './alone';
import { makeNeighbour } from './expensive-neighbour';
import { type Effort, ExpensiveUser, type Form } from './expensive-user';
import { NeighbourApart } from './neighbour-apart';
import type { Asked } from './neighbour-process';
import type { Measured } from './studied';

export interface WantedExpensive {
  readonly forms: readonly Form[];
  /** How long the other user is watched before and after, and how long the attack lasts. */
  readonly calmMs: number;
  readonly attackMs: number;
  /** How long answers under way are waited for when it is over. */
  readonly patienceMs: number;
}

const TICK_MS = 200;

/** One user, honest or malicious, lets the server go through everything for a while: what it costs, and what another user feels of it. */
export const expensive: Measured<Expensive, WantedExpensive> = {
  part,
  async measure(bench, wanted) {
    const { shown } = (await bench.ready()).inboxOf(null);
    const sizes = shown.map(({ size }) => size);
    const data: Expensive = {
      mailbox: {
        N: sizes.length,
        B: sizes.reduce((sum, size) => sum + size, 0),
        M: Math.max(...sizes),
      },
      attacks: [],
      brokenOff: [],
    };
    let known: { stack: Stack; neighbour: User } | null = null;
    for (const form of wanted.forms) {
      const what = `${form.line} on ${form.connections} connection(s), ${form.form}`;
      tell({ event: 'note', text: what });
      await survives(bench, what, data.brokenOff, async () => {
        const { stack } = await bench.ready();
        // A stack that was discarded took the other user along.
        if (known?.stack !== stack) known = { stack, neighbour: await makeNeighbour(bench) };
        data.attacks.push(await attack(bench, form, wanted, known.neighbour));
      });
    }
    refuseEmpty(data.attacks, data.brokenOff);
    return data;
  },
};

async function attack(bench: Bench, form: Form, wanted: WantedExpensive, neighbour: User): Promise<Attack> {
  const stack = await freshStack(bench);
  const { imap } = stack.server;
  const other = await NeighbourApart.arrives(imap, neighbour);
  const user = await ExpensiveUser.arrives(imap, stack.account, form);
  try {
    const before = await other.asksWhile(pause(wanted.calmMs));
    let effort: Effort = { lastedMs: 0, answered: 0, unanswered: 0, dropped: 0 };
    let during: Asked = { waited: { noopMs: [], envelopeMs: [] }, lags: [], lost: null };
    let points: Attack['points'] = [];
    const sample = await sampleOf(bench, stack, async () => {
      const zero = await stack.agent.watch(stack.server.target, TICK_MS);
      const working = user.worksFor(wanted.attackMs, wanted.patienceMs);
      // Both end, whatever happens: an error of the one must not leave the other alone.
      const [felt, done] = await Promise.allSettled([other.asksWhile(working), working]);
      points = pointsOf(await stack.agent.unwatch(), zero);
      if (done.status === 'rejected') throw done.reason;
      effort = done.value;
      if (felt.status === 'rejected') throw felt.reason;
      during = felt.value;
      return null;
    });
    // Only now: a process that ended with its session would have taken its high-water mark along.
    user.leaves();
    const clientLagMs = Math.max(0, percentile(during.lags, 0.95) ?? 0);
    const after = await other.asksWhile(pause(wanted.calmMs));
    return {
      ...form,
      ...effort,
      sample,
      betweenMs: sample.wallMs ?? 0,
      points,
      before: before.waited,
      during: during.waited,
      after: after.waited,
      lost: after.lost,
      clientLagMs,
    };
  } finally {
    user.leaves();
    other.leaves();
  }
}
