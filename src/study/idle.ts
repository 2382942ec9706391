import { idle as part } from '../report/parts/idle';
import type { IdleData } from '../report/parts/idle-schema';
import { type Bench, tell } from '../run/bench';
import { survives } from './alone';
import { distinctUsers } from './idle-distinct';
import { oneUser } from './idle-one-user';
import { throughStates } from './idle-states';
import type { IdleWanted } from './idle-wanted';
import type { Measured } from './studied';

export const idle: Measured<IdleData, IdleWanted> = {
  part,
  async measure(bench: Bench, wanted) {
    const { stack, capabilities, inboxOf } = await bench.ready();
    const mails = inboxOf(null).shown.length;
    if (!capabilities.has('IDLE'))
      return {
        ...{ mails, notify: capabilities.has('NOTIFY'), steps: [], holds: [], several: null, wakeUps: [] },
        leftOut: ['the server does not advertise IDLE'],
        brokenOff: [],
        deadlineMs: wanted.wakes.deadlineMs,
      };
    const brokenOff: IdleData['brokenOff'] = [];
    const steps: IdleData['steps'] = [];
    const overTls = stack.server.imaps === null ? [false] : [false, true];
    for (let start = 1; start <= wanted.states.starts; start += 1) {
      for (const tls of overTls) {
        const what = `sessions from state to state${tls ? ', over TLS' : ''}, start ${start}`;
        tell({ event: 'note', text: what });
        // A server that drops some of these may hold a thousand that only idle.
        const found = await survives(bench, what, brokenOff, async () => {
          await bench.freshServer();
          const { stack: fresh } = await bench.ready();
          return throughStates(bench, fresh, { tls, start, sessions: wanted.states.sessions });
        });
        steps.push(...(found ?? []));
      }
    }
    const one = await oneUser(bench, wanted);
    const distinct = wanted.distinct.users.length > 0 ? await distinctUsers(bench, wanted) : null;
    return {
      mails,
      notify: capabilities.has('NOTIFY'),
      steps,
      leftOut: [
        ...(stack.server.imaps === null ? ['the server offers no TLS'] : []),
        ...(wanted.states.starts === 0 ? ['the states one after the other, by --quick'] : []),
      ],
      holds: distinct ? [one.hold, distinct.hold] : [one.hold],
      several: distinct?.several ?? null,
      wakeUps: one.wakeUps,
      restarted: one.restarted,
      brokenOff,
      deadlineMs: wanted.wakes.deadlineMs,
    };
  },
};
