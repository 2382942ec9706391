import { moreUsers, userNamed } from '../containers/more-users';
import { login as part } from '../report/parts/login';
import type { LoginData } from '../report/parts/login-schema';
import type { Bench } from '../run/bench';
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
    const { stack, capabilities } = await bench.ready();
    const [user] = await moreUsers(stack, [USER]);
    if (user === undefined) throw new Error('no user was made');
    const plain = capabilities.has('AUTH=PLAIN');
    const data: LoginData = {
      steps: [],
      leftOut: plain ? [] : [{ step: 'authenticate', reason: 'the server does not advertise AUTH=PLAIN' }],
      crowds: [],
      growth: [],
    };
    for (let start = 1; start <= wanted.starts; start += 1) {
      await bench.freshServer();
      data.growth.push(...(await growth(bench, stack, { start, logins: wanted.growth })));
      const actors = { single: user, owner: userNamed(stack, null), plain };
      data.steps.push(...(await costOfSteps(bench, stack, actors, { start, repeats: wanted.repeats })));
      for (const order of ['at once', 'one after the other'] as const) {
        await bench.freshServer();
        data.crowds.push(await crowd(bench, stack, { order, start, logins: wanted.crowd }));
      }
    }
    return data;
  },
};
