import { idle as part } from '../report/parts/idle';
import type { IdleData } from '../report/parts/idle-schema';
import { type Bench, tell } from '../run/bench';
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
        deadlineMs: wanted.wakes.deadlineMs,
      };
    const steps: IdleData['steps'] = [];
    const overTls = stack.server.imaps === null ? [false] : [false, true];
    for (let start = 1; start <= wanted.states.starts; start += 1) {
      for (const tls of overTls) {
        tell({
          event: 'note',
          text: `sessions from state to state${tls ? ', over TLS' : ''}, start ${start}`,
        });
        await bench.freshServer();
        steps.push(...(await throughStates(bench, stack, { tls, start, sessions: wanted.states.sessions })));
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
      deadlineMs: wanted.wakes.deadlineMs,
    };
  },
};
