import { moreUsers, type User, userNamed } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { login as part } from '../report/parts/login';
import type { LoginData } from '../report/parts/login-schema';
import type { Bench } from '../run/bench';
import { survives } from './alone';
import { crowd } from './login-crowd';
import { growth } from './login-growth';
import { costOfSteps, type Repeats } from './login-steps';
import type { Measured } from './studied';

export interface LoginWanted {
  readonly starts: number;
  /** How often each step is done between two readings. */
  readonly repeats: Repeats;
  /** Logins at once, and one after the other. */
  readonly crowd: number;
  /** Logins one after the other, with a reading after each. */
  readonly growth: number;
}

/** A user of the file, not of the database that maddy asks first: one password check a login, right or wrong. */
const USER = 'single';

export const login: Measured<LoginData, LoginWanted> = {
  part,
  async measure(bench: Bench, wanted) {
    const { capabilities } = await bench.ready();
    const plain = capabilities.has('AUTH=PLAIN');
    const data: LoginData = {
      steps: [],
      leftOut: plain ? [] : [{ step: 'authenticate', reason: 'the server does not advertise AUTH=PLAIN' }],
      crowds: [],
      growth: [],
      brokenOff: [],
    };
    for (let start = 1; start <= wanted.starts; start += 1) {
      const { stack, user } = await madeUser(bench);
      await bench.freshServer();
      data.growth.push(...(await growth(bench, stack, { start, logins: wanted.growth })));
      const actors = { single: user, owner: userNamed(stack, null), plain };
      data.steps.push(...(await costOfSteps(bench, stack, actors, { start, repeats: wanted.repeats })));
      for (const order of ['at once', 'one after the other'] as const) {
        const what = `${wanted.crowd} logins ${order}, start ${start}`;
        const found = await survives(bench, what, data.brokenOff, async () => {
          await bench.freshServer();
          const { stack: fresh } = await bench.ready();
          return crowd(bench, fresh, { order, start, logins: wanted.crowd });
        });
        if (found) data.crowds.push(found);
      }
    }
    return data;
  },
};

/** The user, made anew where the stack that knew it was discarded. */
async function madeUser(bench: Bench): Promise<{ stack: Stack; user: User }> {
  const { stack } = await bench.ready();
  const [user] = await moreUsers(stack, [USER]);
  if (user === undefined) throw new Error('no user was made');
  return { stack, user };
}
